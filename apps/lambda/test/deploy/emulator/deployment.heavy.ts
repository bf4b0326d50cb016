import { createHash } from 'node:crypto';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltFunction, startBuiltFunction } from '../../support/built-function.ts';
import { type DeployCommand, prepareDeployCommand } from '../support/command.ts';
import { CUSTOM_SKILL, SMART_HOME_SKILL } from '../support/options.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import {
  bucketsIn,
  callersOf,
  eventsOf,
  functionIn,
  keysIn,
  logGroupsIn,
  parametersIn,
  tablesIn,
  versionsOf,
} from './observed.ts';

const TOKEN = 'a-token-that-nobody-may-see';
const home = variablesFor({ url: 'https://home.example.com', token: TOKEN });
const tokenSetting = Object.keys(home).find((name) => home[name] === TOKEN) ?? '';
const KEY = '/hearthgate/HEARTHGATE_ENCRYPTION_KEY';
const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:hearthgate';
const settings = {
  ...home,
  DEPLOY_REGION: 'eu-west-1',
  DEPLOY_SMART_HOME_SKILL_ID: SMART_HOME_SKILL,
  DEPLOY_CUSTOM_SKILL_ID: CUSTOM_SKILL,
  DEPLOY_TABLE: 'yes',
  DEPLOY_TABLE_REMOVAL: 'retain',
  DEPLOY_ALARM_EMAIL: 'somebody@example.com',
  DEPLOY_TAGS: 'owner=test',
  // code-cache.heavy.ts deploys with it.
  DEPLOY_CODE_CACHE: 'no',
};

let aws: Emulator;
/** Answers in place of the emulator's functions, which would take Docker: the built function in front of a demo home. */
let built: BuiltFunction;
let command: DeployCommand;
let firstCode: string | undefined;

const run = (...args: string[]) => command.run(args, { ...aws.variables, AWS_ENDPOINT_URL_LAMBDA: built.lambda.url });

beforeAll(async () => {
  [aws, built] = await Promise.all([startEmulator(), startBuiltFunction()]);
  command = prepareDeployCommand();
  command.settings(settings);
});
afterAll(async () => {
  command.remove();
  await Promise.all([aws.stop(), built.stop()]);
});

// One life of a deployment: each step stands on the one before.
describe('a deployment', () => {
  it('is not begun when nobody says yes, and leaves nothing behind', async () => {
    const { code, stderr } = await run();
    expect(stderr).toContain('--yes');
    expect(code).toBe(2);
    expect(await bucketsIn(aws)).toEqual([]);
    expect(await parametersIn(aws, 'hearthgate')).toEqual([]);
  });

  it('makes function, triggers, log, table and parameters, and tries them', async () => {
    const { code, output } = await run('--yes');
    expect(output).toContain('hearthgate created in');
    expect(code).toBe(0);
    expect(output).toMatch(/Health +(?:healthy|degraded); first answer in \d+ ms after a start-up of \d+ ms/);
    expect(output).toMatch(/Devices +11 found/);
    expect(output).toContain(ARN);
    expect(output).toContain('https://home.example.com/auth/authorize');
    expect(output).not.toContain(TOKEN);

    // The emulator does not take the architecture from a template; the tests of the template look at that.
    const made = await functionIn(aws, 'hearthgate');
    expect(made).toMatchObject({
      FunctionArn: ARN,
      Runtime: 'nodejs24.x',
      MemorySize: 128,
      Timeout: 10,
      Handler: 'index.handler',
      CodeSha256: createHash('sha256').update(command.readZip()).digest('base64'),
    });
    const variables = made?.Environment?.Variables ?? {};
    expect(variables[tokenSetting]).toBe(`parameters:/hearthgate/${tokenSetting}`);
    expect(await tablesIn(aws)).toEqual([variables.HEARTHGATE_CACHE_TABLE]);
    firstCode = made?.CodeSha256;

    expect(await callersOf(aws, 'hearthgate')).toEqual(['alexa-connectedhome.amazon.com', 'alexa-appkit.amazon.com']);
    expect(await logGroupsIn(aws)).toMatchObject([{ logGroupName: '/aws/lambda/hearthgate', retentionInDays: 14 }]);
    expect(await parametersIn(aws, 'hearthgate')).toEqual([
      { Name: `/hearthgate/${tokenSetting}`, Type: 'SecureString', Value: TOKEN },
      { Name: KEY, Type: 'SecureString', Value: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) },
    ]);
    const [bucket = ''] = await bucketsIn(aws);
    expect(await keysIn(aws, bucket)).toEqual([
      expect.stringMatching(/^functions\/[\da-f]{64}\.zip$/),
      expect.stringMatching(/^releases\/.+\.json$/),
    ]);
  });

  it('leaves the skill packages with its ARN in them', () => {
    expect(JSON.parse(command.read('dist/deploy/outputs.json')).FunctionArn).toBe(ARN);
    const manifest = JSON.parse(command.read('dist/deploy/skills/smart-home/skill-package/skill.json'));
    expect(manifest.manifest.apis.smartHome.endpoint.uri).toBe(ARN);
  });

  it('that is the same again changes nothing and needs no yes', async () => {
    const before = [await eventsOf(aws, 'hearthgate'), await eventsOf(aws, 'hearthgate-artifacts')];
    const { code, stdout } = await run();
    expect(code).toBe(0);
    expect(stdout).toContain('nothing to change');
    expect([await eventsOf(aws, 'hearthgate'), await eventsOf(aws, 'hearthgate-artifacts')]).toEqual(before);
    expect([await versionsOf(aws, KEY), await versionsOf(aws, `/hearthgate/${tokenSetting}`)]).toEqual([1, 1]);
  });

  it('with another secret writes that one and leaves the stack alone', async () => {
    const before = await eventsOf(aws, 'hearthgate');
    command.settings({ ...settings, [tokenSetting]: 'another-token-of-the-home' });
    const { code, output } = await run('--yes');
    expect(code).toBe(0);
    expect(output).toContain(`written to Parameter Store: ${tokenSetting}`);
    expect(output).not.toContain('another-token-of-the-home');
    expect(await eventsOf(aws, 'hearthgate')).toBe(before);
    expect([await versionsOf(aws, KEY), await versionsOf(aws, `/hearthgate/${tokenSetting}`)]).toEqual([1, 2]);
  });

  it('is upgraded to other code and memory under the same ARN', async () => {
    command.replaceZip(zipSync({ 'index.mjs': Buffer.from('export const handler = () => "another build";') }));
    const { code, stdout } = await run('--yes', '--memory-mb', '256');
    expect(code).toBe(0);
    expect(stdout).toMatch(/~ Function +Lambda Function/);
    expect(stdout).toContain('hearthgate updated in');
    const upgraded = await functionIn(aws, 'hearthgate');
    expect(upgraded).toMatchObject({ FunctionArn: ARN, MemorySize: 256 });
    expect(upgraded?.CodeSha256).not.toBe(firstCode);
    expect(await callersOf(aws, 'hearthgate')).toHaveLength(2);
  });

  it('is rolled back to the code and the memory before, and no further than there is', async () => {
    const { code, stdout } = await run('--rollback', '--yes');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Health +(?:healthy|degraded)/);
    expect(await functionIn(aws, 'hearthgate')).toMatchObject({
      FunctionArn: ARN,
      MemorySize: 128,
      CodeSha256: firstCode,
    });
    const again = await run('--rollback', '--yes');
    expect(again.stderr).toContain('is the first release that is known');
    expect(again.code).toBe(1);
  });

  it('goes forward again after a rollback, and back from there', async () => {
    expect((await run('--yes', '--memory-mb', '512')).code).toBe(0);
    expect(await functionIn(aws, 'hearthgate')).toMatchObject({ MemorySize: 512 });
    expect((await run('--rollback', '--yes')).code).toBe(0);
    expect(await functionIn(aws, 'hearthgate')).toMatchObject({ MemorySize: 128, CodeSha256: firstCode });
  });

  it('takes a trigger away when its skill is no longer named', async () => {
    const { DEPLOY_CUSTOM_SKILL_ID: _gone, ...fewer } = settings;
    command.settings(fewer);
    const { code, stdout } = await run('--yes');
    expect(code).toBe(0);
    expect(stdout).toMatch(/- CustomSkillTrigger +Lambda Permission/);
  });

  it('is removed but for the table that is to stay and the key that this needs', async () => {
    command.settings(settings);
    const tables = await tablesIn(aws);
    const refused = await run('--remove');
    expect(refused.code).toBe(2);
    expect(await functionIn(aws, 'hearthgate')).toBeDefined();
    const { code, stdout } = await run('--remove', '--yes');
    expect(code).toBe(0);
    expect(stdout).toContain(`the table ${tables[0]}, and the key`);
    expect(await functionIn(aws, 'hearthgate')).toBeUndefined();
    expect(await tablesIn(aws)).toEqual(tables);
    expect(await bucketsIn(aws)).toEqual([]);
    expect(await logGroupsIn(aws)).toEqual([]);
    expect((await parametersIn(aws, 'hearthgate')).map(({ Name }) => Name)).toEqual([KEY]);
  });
});
