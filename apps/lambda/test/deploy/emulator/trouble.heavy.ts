import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { artifactsTemplate } from '../../../src/deploy/template/artifacts.ts';
import { synthesize, templateText } from '../../../src/deploy/template/template.ts';
import { startBuiltFunction } from '../../support/built-function.ts';
import { type DeployCommand, prepareDeployCommand } from '../support/command.ts';
import { damaged } from '../support/damaged.ts';
import { everything, SMART_HOME_SKILL } from '../support/options.ts';
import { cfnLint, type Emulator, startEmulator } from './emulator.ts';
import { functionIn } from './observed.ts';

const TOKEN = 'a-token-that-nobody-may-see';
const settings = {
  ...variablesFor({ url: 'https://home.example.com', token: TOKEN }),
  DEPLOY_REGION: 'eu-west-1',
  DEPLOY_STACK: 'cabin',
  DEPLOY_SMART_HOME_SKILL_ID: SMART_HOME_SKILL,
};

let aws: Emulator;
let command: DeployCommand;
beforeAll(async () => {
  aws = await startEmulator();
  command = prepareDeployCommand();
  command.settings(settings);
});
afterAll(async () => {
  command.remove();
  await aws.stop();
});

/** Runs the command in front of a built function with the given settings of the home. */
async function runBefore(variables: Readonly<Record<string, string>>, ...args: string[]) {
  const built = await startBuiltFunction(variables);
  try {
    return await command.run(args, { ...aws.variables, AWS_ENDPOINT_URL_LAMBDA: built.lambda.url });
  } finally {
    await built.stop();
  }
}

describe('a deployment that goes wrong', () => {
  it('is told with the resource and the reason, goes back, and can be tried again', async () => {
    await aws.call('logs', 'Logs_20140328.CreateLogGroup', { logGroupName: '/aws/lambda/cabin' });
    const failed = await runBefore({}, '--yes');
    expect(failed.output).toMatch(/OneOfThem \(AWS::Some::Resource\): .*already exists/);
    expect(failed.output).toContain('went back to what was there before');
    expect(failed.code).toBe(1);

    await aws.call('logs', 'Logs_20140328.DeleteLogGroup', { logGroupName: '/aws/lambda/cabin' });
    const { code, stdout } = await runBefore({}, '--yes');
    expect(stdout).toContain('cabin created in');
    expect(code).toBe(0);
    expect(await functionIn(aws, 'cabin')).toBeDefined();
  });

  it('whose home cannot be reached is told with what the function logged, and where to look on', async () => {
    const { code, output } = await runBefore(variablesFor({ url: 'http://127.0.0.1:9', token: TOKEN }), '--smoke');
    expect(output).toMatch(/Devices +none found/);
    expect(output).toContain('the log says: ');
    expect(output).toContain('doctor');
    expect(output).not.toContain(TOKEN);
    expect(code).toBe(1);
  });

  it('whose function does not answer is told as that', async () => {
    const { code, output } = await command.run(['--smoke'], {
      ...aws.variables,
      AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:9',
    });
    expect(output).toContain('the function does not answer');
    expect(code).toBe(1);
  });

  it('that was never made has nothing to roll back and nothing to remove', async () => {
    const rollback = await command.run(['--rollback', '--yes', '--stack', 'nowhere'], aws.variables);
    expect(rollback.stderr).toContain('There is no stack nowhere');
    expect(rollback.code).toBe(1);
    const removal = await command.run(['--remove', '--yes', '--stack', 'nowhere'], aws.variables);
    expect(removal.stdout).toContain('there is no nowhere');
    expect(removal.code).toBe(0);
  });
});

describe('cfn-lint', () => {
  const lint = (template: object) => {
    const file = join(command.folder, 'linted.json');
    writeFileSync(file, templateText(template as Parameters<typeof templateText>[0]));
    const [program, ...first] = cfnLint;
    const args = [...first, '--non-zero-exit-code', 'warning', '--', file];
    const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
    return { status, stdout };
  };

  it.each([
    ['function', synthesize(everything)],
    ['bucket', artifactsTemplate()],
  ])('finds nothing wrong in the template of the %s', (_title, template) => {
    expect(lint(template)).toEqual({ status: 0, stdout: '' });
  });

  it('finds a property that there is not', () => {
    const { status, stdout } = lint(damaged((all) => (all.Function.Properties.Memory = 128)));
    expect(stdout).toContain('Memory');
    expect(status).not.toBe(0);
  });
});
