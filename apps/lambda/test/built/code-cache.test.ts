import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackCodeCache } from '../../src/loading/code-cache.ts';
import { BUILT_FUNCTION } from '../support/built-function.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearthgate-code-cache-'));
  cpSync(BUILT_FUNCTION, folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

const ASK = { hearthgate: 'diagnostics', check: 'code-cache' };
const PLAIN = { hearthgate: 'diagnostics' };

interface Answer {
  readonly state?: string;
  readonly codeCache?: unknown;
  readonly report?: { readonly state: string };
}

/** Sends events to the function, in a new process as Lambda starts one; answers its answers and what it wrote. */
function send(events: readonly object[], variables: Readonly<Record<string, string>> = {}) {
  const code = `
    const { handler } = await import(${JSON.stringify(join(folder, 'index.mjs'))});
    const answers = [];
    for (const event of ${JSON.stringify(events)}) {
      answers.push(await handler(event, { awsRequestId: 'r', getRemainingTimeInMillis: () => 60_000 }));
    }
    process.stderr.write(JSON.stringify(answers), () => process.exit(0));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    env: { AWS_LAMBDA_FUNCTION_NAME: 'f', AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128', ...variables },
    encoding: 'utf8',
    maxBuffer: 32 * 1024 * 1024,
  });
  return { answers: JSON.parse(stderr) as readonly Answer[], log: stdout };
}

function install(codeCache: unknown): readonly string[] {
  const files = [...unpackCodeCache(codeCache)];
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return files.map(([path]) => path);
}

describe('the code that V8 made of the function', () => {
  it('is answered to whoever may invoke it, in less than an answer may have, and taken by the next start', () => {
    const { answers } = send([ASK]);
    expect(answers[0]?.state).toBe('absent');
    expect(JSON.stringify(answers).length).toBeLessThan(6_000_000);
    const paths = install(answers[0]?.codeCache);
    expect(paths.some((path) => path.includes('undici-core'))).toBe(true);
    expect(paths.some((path) => path.includes('rehearsal'))).toBe(false);
    expect(send([ASK]).answers[0]).toMatchObject({ state: 'used' });
  });

  it('is made again only by who was started with one that the engine refused', () => {
    expect(send([ASK]).answers).toEqual([{ hearthgate: 'diagnostics', state: 'used' }]);
    const [key = ''] = readdirSync(join(folder, 'code-cache'));
    writeFileSync(join(folder, 'code-cache', key, 'function.js'), 'of another engine');
    const [answer] = send([ASK]).answers;
    expect(answer?.state).toBe('refused');
    expect(unpackCodeCache(answer?.codeCache).size).toBeGreaterThan(3);
  });

  it('can be asked for at any time, also when flags of a small memory have been set', () => {
    rmSync(join(folder, 'code-cache'), { recursive: true });
    const { answers } = send([PLAIN, PLAIN, ASK, PLAIN]);
    expect(answers[3]?.report?.state).toBe('healthy');
    install(answers[2]?.codeCache);
    expect(send([ASK]).answers[0]?.state).toBe('used');
  });

  it('is made without the settings, the log and the counters of the function', () => {
    const variables = variablesFor({ url: 'https://home.example.com', token: 'a-token-of-the-home' });
    const { answers, log } = send([ASK, PLAIN], variables);
    expect(JSON.stringify(answers)).not.toContain('a-token-of-the-home');
    // The start-up's own line, and two lines for each of the two events.
    expect(log.trim().split('\n')).toHaveLength(5);
  });
});
