import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCommand } from '../../src/doctor/command/doctor-command.ts';
import type { DoctorReport } from '../../src/doctor/report.ts';
import { freePort } from '../networks/support/servers.ts';
import { serveFront } from './support/front.ts';

interface Options {
  readonly variables?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
}

/** The command with what it wrote. */
async function call(args: readonly string[], { variables = {}, isTTY = false }: Options = {}) {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    isTTY,
    columns: 80,
    hasColors: () => true,
    write: (text: string | Uint8Array) => {
      written[name] += String(text);
      return true;
    },
  });
  const code = await runCommand(args, { variables, out: stream('out'), err: stream('err') });
  return { code, ...written };
}

function fileOf(variables: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'hearthgate-env-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'home.env');
  writeFileSync(
    file,
    Object.entries(variables)
      .map(([name, value]) => `${name}="${value}"\n`)
      .join(''),
  );
  return file;
}

async function demoVariables() {
  const { url, token } = await serveFront();
  return { HOME_ASSISTANT_URL: url, HOME_ASSISTANT_TOKEN: token };
}

describe('The exit code', () => {
  test('is 0 when nothing failed', async () => {
    const { code, out } = await call(['doctor'], { variables: await demoVariables() });
    expect(code, out).toBe(0);
    expect(out).toMatch(/^ok +settings +One home is configured/m);
    expect(out).toMatch(/\d+ ok, 3 warnings, 0 failed, \d+ skipped/);
  });

  test('is 1 when something did, and the last line says with what to begin', async () => {
    const { code, out } = await call(['doctor'], {
      variables: { HOME_ASSISTANT_URL: `http://127.0.0.1:${await freePort()}` },
    });
    expect(code).toBe(1);
    expect(out).toMatch(/^FAILED +tcp/m);
    expect(out).toMatch(/Begin with "tcp"/);
  });

  test.each([
    ['an option that there is not', ['doctor', '--jsn'], /--jsn/],
    ['no command', [], /doctor/],
    ['another command', ['nurse'], /no command nurse/],
    ['a word too many', ['doctor', 'now'], /not now/],
    ['a file that is not there', ['doctor', '--env-file', '/nowhere/home.env'], /cannot be read \(ENOENT\)/],
    ['a home that is not there', ['doctor', '--home', 'BOAT'], /no home BOAT/],
  ])('is 2 for %s', async (_, args, words) => {
    const { code, out, err } = await call(args, { variables: { HOME_ASSISTANT_URL: 'https://home.test' } });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(words);
    expect(err).toContain('--help');
  });

  test('is 0 for help, which fits 80 columns', async () => {
    const { code, out } = await call(['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/--json.*--hide-address.*Exit code/s);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('The settings', () => {
  test('come from the file alone when there is one', async () => {
    const file = fileOf(await demoVariables());
    const { code, out } = await call(['doctor', '--env-file', file], {
      variables: { HOME_ASSISTANT_URL: 'ftp://wrong', HOME_ASSISTANT_MODE: 'nonsense' },
    });
    expect(code, out).toBe(0);
  });

  test('that are wrong are named', async () => {
    const { code, out } = await call(['doctor'], { variables: { HOME_ASSISTANT_URL: 'home.example.com' } });
    expect(code).toBe(1);
    expect(out).toMatch(/FAILED +settings +HOME_ASSISTANT_URL is not accepted/);
  });
});

describe('What is written', () => {
  test('is one JSON document with --json', async () => {
    const variables = await demoVariables();
    const { code, out, err } = await call(['doctor', '--json', '--client-id', 'https://layla.amazon.com/'], {
      variables,
    });
    const report = JSON.parse(out) as DoctorReport;
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(report).toMatchObject({ format: 1, place: 'command-line', verdict: 'warning', counts: { failed: 0 } });
    expect(report.homes[0]?.checks.find(({ name }) => name === 'client-id')?.state).toBe('ok');
    expect(report.homes[0]?.address).toBe(variables.HOME_ASSISTANT_URL);
  });

  test('holds no token, and with --hide-address no address', async () => {
    const variables = {
      ...(await demoVariables()),
      HOME_ASSISTANT_ACCESS_CLIENT_ID: 'abc.access',
      HOME_ASSISTANT_ACCESS_CLIENT_SECRET: 'service-token-secret-0001',
    };
    for (const args of [['doctor'], ['doctor', '--json']]) {
      const open = await call(args, { variables });
      expect(open.out).toContain('127.0.0.1');
      const { out } = await call([...args, '--hide-address'], { variables });
      expect(out).toContain('<address>');
      expect(out).not.toContain('127.0.0.1');
      for (const secret of [variables.HOME_ASSISTANT_TOKEN, 'service-token-secret-0001'])
        expect(open.out + out).not.toContain(secret);
    }
  });

  test('fits 80 columns, unless one word does not', async () => {
    const { out } = await call(['doctor'], { variables: await demoVariables() });
    for (const line of out.split('\n')) expect(line.length <= 80 || !line.trim().includes(' '), line).toBe(true);
  });

  test('shows what is going on, in colours, on a terminal only', async () => {
    const variables = await demoVariables();
    const terminal = await call(['doctor'], { variables, isTTY: true });
    expect(terminal.err).toMatch(/\.\.\. tls/);
    expect(terminal.out).toContain('\u001B[32m');
    const plain = await call(['doctor', '--no-color'], { variables, isTTY: true });
    expect(plain.out).not.toContain('\u001B[');
    const file = await call(['doctor'], { variables });
    expect(file.out + file.err).not.toContain('\u001B[');
  });
});

test('The command ends by itself, with its exit code', async () => {
  const child = spawn(
    process.execPath,
    ['--conditions=@hearthgate/source', new URL('../../src/doctor/command/cli.ts', import.meta.url).pathname, 'doctor'],
    {
      env: { PATH: process.env.PATH, ...(await demoVariables()) },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, hasEnd: out.includes('It works from here') }).toEqual({ code: 0, hasEnd: true });
});
