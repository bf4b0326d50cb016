import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { OWN_TOKEN } from '../fuzz/secrets.ts';
import { BUILT_FUNCTION } from '../support/built-function.ts';
import { judgeSoak } from './judge-soak.ts';
import { soak } from './soak.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearthgate-soak-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

/** The built function with something that happens after each answer; `calls` counts them, `kept` outlives them. */
function functionThat(happens: string): string {
  files += 1;
  const file = join(folder, `function-${files}.mjs`);
  const code = `
    const { handler: own } = await import(${JSON.stringify(join(BUILT_FUNCTION, 'index.mjs'))});
    const kept = [];
    let calls = 0;
    export const handler = async (event, context) => {
      calls += 1;
      const answer = await own(event, context);
      ${happens}
      return answer;
    };`;
  writeFileSync(file, code);
  return file;
}

describe('The soak finds', () => {
  it.each([
    [
      'memory that is kept for each invocation',
      'kept.push(Array.from({ length: 600 }, () => ({ calls })));',
      /bytes of heap/,
    ],
    [
      'a rejection that nobody handles',
      'if (calls % 50 === 0) Promise.reject(new Error("planted"));',
      /behind the back/,
    ],
    ['an answer that is none', 'if (calls % 50 === 0) return { answer: true };', /answers are valid/],
    [
      'a token in a line',
      `if (calls % 50 === 0) console.log(JSON.stringify({ token: "${OWN_TOKEN}" }));`,
      /answers are valid/,
    ],
    [
      'connections that are never closed',
      `const url = new URL(process.env[Object.keys(process.env).find((name) => name.endsWith('_URL'))]);
       kept.push((await import('node:net')).connect(url.port, url.hostname).on('error', () => {}));`,
      /connections of the homes/,
    ],
    ['timers that are never ended', 'kept.push(setTimeout(() => {}, 1e9));', /timers/],
  ])(
    '%s',
    async (_defect, happens, title) => {
      const report = await soak({ functionFile: functionThat(happens), invocations: 300, seed: 3 });
      const [found] = judgeSoak(report).filter((check) => title.test(check.title));
      expect(found?.problem).toBeDefined();
    },
    60_000,
  );
});
