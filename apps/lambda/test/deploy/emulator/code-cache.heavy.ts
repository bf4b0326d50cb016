import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Artifacts } from '../../../src/deploy/aws/artifacts.ts';
import { type BuiltFunction, startBuiltFunction } from '../../support/built-function.ts';
import { unpackTo } from '../../support/unpacked-zip.ts';
import { type DeployCommand, prepareDeployCommand } from '../support/command.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { bucketsIn, eventsOf, functionIn, keysIn } from './observed.ts';

const settings = {
  ...variablesFor({ url: 'https://home.example.com', token: 'a-token-that-nobody-may-see' }),
  DEPLOY_REGION: 'eu-west-1',
};

let aws: Emulator;
let command: DeployCommand;
/** Answers in place of the emulator's functions, with the code that was deployed last. */
let running: BuiltFunction;
let deployedFolder: string;
let plain: Uint8Array;
/** A build that differs from the first in one file only. */
let next: Uint8Array;
let bucket: string;

const run = (...args: string[]) => command.run(args, { ...aws.variables, AWS_ENDPOINT_URL_LAMBDA: running.lambda.url });
const sha = (zip: Uint8Array) => createHash('sha256').update(zip).digest('base64');
const codeInBucket = async () => (await keysIn(aws, bucket)).filter((key) => key.startsWith('functions/'));
const deployedZip = async () => new Artifacts(aws.s3, bucket).bytes((await codeInBucket())[0] ?? '');
const deployedSha = async () => (await functionIn(aws, 'hearthgate'))?.CodeSha256;

/** Has what was deployed answer from now on. */
async function startDeployed(): Promise<void> {
  await running.stop();
  unpackTo(deployedFolder, await deployedZip());
  running = await startBuiltFunction({}, deployedFolder);
}

beforeAll(async () => {
  [aws, running] = await Promise.all([startEmulator(), startBuiltFunction()]);
  command = prepareDeployCommand();
  command.settings(settings);
  plain = command.readZip();
  next = zipSync({ ...unzipSync(plain), 'README.txt': Buffer.from('another build') });
  deployedFolder = mkdtempSync(join(tmpdir(), 'hearthgate-deployed-'));
});
afterAll(async () => {
  command.remove();
  rmSync(deployedFolder, { recursive: true });
  await Promise.all([aws.stop(), running.stop()]);
});

// One life of a deployment: each step stands on the one before.
describe('a deployment with the code that V8 made of it', () => {
  it('has the new function make it, and is one release with it', async () => {
    const { code, stdout, stderr } = await run('--yes');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/Start-up +hearthgate made its code for v[\d.]+-linux-\w+, [\d.]+ kB/);
    [bucket = ''] = await bucketsIn(aws);
    expect(await keysIn(aws, bucket)).toEqual([
      expect.stringMatching(/^functions\/[\da-f]{64}\.zip$/),
      expect.stringMatching(/^releases\/.+\.json$/),
    ]);
    const zip = await deployedZip();
    expect(await deployedSha()).toBe(sha(zip));
    const paths = Object.keys(unzipSync(zip));
    expect(paths.filter((path) => path.startsWith('code-cache/')).length).toBeGreaterThan(3);
    expect(paths).toEqual(expect.arrayContaining(Object.keys(unzipSync(plain))));
  });

  it('is known to have it from any machine, so that nothing changes', async () => {
    await startDeployed();
    const before = await eventsOf(aws, 'hearthgate');
    const { code, stdout } = await run();
    expect(code).toBe(0);
    expect(stdout).toContain('nothing to change');
    expect(stdout).toMatch(/Start-up +takes the code that V8 made/);
    expect(await eventsOf(aws, 'hearthgate')).toBe(before);
  });

  it('keeps it when only a setting changes, and goes back to the setting before', async () => {
    const before = await deployedSha();
    expect((await run('--yes', '--memory-mb', '256')).code).toBe(0);
    expect(await functionIn(aws, 'hearthgate')).toMatchObject({ MemorySize: 256, CodeSha256: before });
    expect((await run('--yes', '--rollback')).code).toBe(0);
    expect(await functionIn(aws, 'hearthgate')).toMatchObject({ MemorySize: 128, CodeSha256: before });
  });

  it('stands without it where what answers is another build, and says so', async () => {
    const chunks = Object.entries(unzipSync(plain)).filter(([name]) => !name.startsWith('chunk-'));
    const other = zipSync(Object.fromEntries(chunks));
    command.replaceZip(other);
    await running.stop();
    running = await startBuiltFunction();
    const { code, stdout } = await run('--yes');
    expect(stdout).toMatch(/Start-up +is not shortened this time: .*another\s+build/s);
    expect(code).toBe(0);
    expect(await deployedSha()).toBe(sha(other));
  });

  it('goes back from an upgrade in one step, to the code before with what V8 made of it', async () => {
    expect((await run('--yes', '--rollback')).code).toBe(0);
    const before = await deployedSha();
    command.replaceZip(next);
    const upgrade = await run('--yes');
    expect(upgrade.stdout).toMatch(/Start-up +hearthgate made its code/);
    expect(await deployedSha()).not.toBe(before);
    expect(await deployedSha()).not.toBe(sha(next));
    expect((await run('--yes', '--rollback')).code).toBe(0);
    expect(await deployedSha()).toBe(before);
  });

  it('leaves it out when it is told so', async () => {
    const { stdout } = await run('--yes', '--code-cache', 'no');
    expect(stdout).not.toContain('Start-up');
    expect(await deployedSha()).toBe(sha(next));
  });
});
