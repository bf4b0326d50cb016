import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_FUNCTION } from '../support/built-function.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearthgate-start-up-'));
  cpSync(BUILT_FUNCTION, folder, { recursive: true });
  const core = readdirSync(folder).find((name) => name.startsWith('undici-core')) ?? 'undici-core is no chunk';
  const script = readFileSync(join(folder, core), 'utf8');
  writeFileSync(join(folder, core), script.replace('{', `{console.log('transport loaded');`));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What is written while the module loads, before any event. */
function load(variables: Readonly<Record<string, string>>): string {
  const code = `await import(${JSON.stringify(join(folder, 'index.mjs'))}); process.exit(0)`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    env: { AWS_LAMBDA_FUNCTION_NAME: 'f', ...variables },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout;
}

describe('while the module loads', () => {
  it('what a home is asked with is loaded, as the first event would have less of a processor for it', () => {
    expect(load(variablesFor({ url: 'https://home.example.com' }))).toContain('transport loaded');
  });

  it('nothing of that is loaded where there is no home', () => {
    expect(load({})).not.toContain('transport loaded');
  });

  it('wrong settings and a source of settings that is silent do not keep the module from loading', () => {
    expect(load(variablesFor({ url: 'no address' }))).not.toContain('transport loaded');
    load({ ...variablesFor({ url: 'parameters:/nowhere' }), AWS_ENDPOINT_URL_SSM: 'http://127.0.0.1:9' });
  });
});
