import { type LocalHome, openLocalHome } from '@hearthgate/ha-extension/local-home';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalLambda, runLocal } from '../../../src/local/local-lambda.ts';
import { BUILT_FUNCTION } from '../../support/built-function.ts';
import { type DeployCommand, prepareDeployCommand } from '../support/command.ts';
import { SMART_HOME_SKILL } from '../support/options.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { functionIn } from './observed.ts';
import { type RecordingProxy, startRecordingProxy } from './recording-proxy.ts';

let aws: Emulator;
let home: LocalHome;
let command: DeployCommand;
let lambda: LocalLambda | undefined;
let proxy: RecordingProxy;

beforeAll(async () => {
  [aws, home] = await Promise.all([startEmulator(), openLocalHome({})]);
  proxy = await startRecordingProxy(aws.url);
  command = prepareDeployCommand();
  command.settings({
    ...home.variables,
    DEPLOY_REGION: 'eu-west-1',
    DEPLOY_SMART_HOME_SKILL_ID: SMART_HOME_SKILL,
    DEPLOY_TABLE: 'yes',
  });
});
afterAll(async () => {
  command.remove();
  await lambda?.stop();
  await proxy.stop();
  await Promise.all([aws.stop(), home.close()]);
});

it('The function finds its token, its key and its table by the environment that the deployment gave it', async () => {
  // Nothing answers for the function yet, so the smoke test at the end says so.
  const { output } = await command.run(['--yes'], { ...aws.variables, AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:9' });
  expect(output).toContain('hearthgate created in');
  const { Environment } = (await functionIn(aws, 'hearthgate')) ?? {};
  const variables = Environment?.Variables ?? {};
  for (const secret of home.secrets) expect(JSON.stringify(variables)).not.toContain(secret);

  const lines: string[] = [];
  lambda = await runLocal({
    taskRoot: BUILT_FUNCTION,
    handler: 'index.handler',
    // A temp directory of its own, as on Lambda.
    env: { ...variables, ...aws.variables, AWS_ENDPOINT_URL: proxy.url, TMPDIR: command.folder },
    region: 'eu-west-1',
    port: 0,
    onInvocation: ({ logLines }) => void lines.push(...logLines),
  });
  const smoke = await command.run(['--smoke'], { ...aws.variables, AWS_ENDPOINT_URL_LAMBDA: lambda.url });
  expect(smoke.output).toMatch(/Devices +11 found/);
  expect(smoke.code).toBe(0);
  expect(lines.filter((line) => /"level":"(WARN|ERROR)/.test(line))).toEqual([]);

  await lambda.stop();
  const { Items } = await aws.call('dynamodb', 'DynamoDB_20120810.Scan', {
    TableName: variables.HEARTHGATE_CACHE_TABLE,
  });
  const stored = Items as readonly { readonly id: object; readonly value: object; readonly expiresAt?: object }[];
  expect(stored.length).toBeGreaterThan(0);
  for (const secret of home.secrets) expect(JSON.stringify(stored)).not.toContain(secret);
});

it('What the function asked of AWS is no more than its role allows', () => {
  const { Role } = JSON.parse(command.read('dist/deploy/template.json')).Resources;
  const statements = Role.Properties.Policies[0].PolicyDocument.Statement as readonly { readonly Action: string[] }[];
  // Lambda itself writes the log.
  const allowed = statements.flatMap(({ Action }) => Action).filter((action) => !action.startsWith('logs:'));
  expect([...proxy.actions].filter((action) => !allowed.includes(action))).toEqual([]);
  expect([...proxy.actions]).toEqual(expect.arrayContaining(['ssm:GetParameters', 'dynamodb:PutItem']));
});
