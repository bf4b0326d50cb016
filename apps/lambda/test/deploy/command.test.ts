import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { actionFlags } from '../../src/deploy/arguments.ts';
import { deploymentSettingNames, flagOf } from '../../src/deploy/settings/deployment-table.ts';
import { displayWidth } from '../../src/local/terminal/table.ts';
import { prepareDeployCommand } from './support/command.ts';
import { SMART_HOME_SKILL } from './support/options.ts';

const TOKEN = 'a-token-that-nobody-may-see';
const settings = {
  ...variablesFor({ url: 'https://home.example.com', token: TOKEN }),
  DEPLOY_REGION: 'eu-west-1',
  DEPLOY_SMART_HOME_SKILL_ID: SMART_HOME_SKILL,
  DEPLOY_TABLE: 'yes',
};
const command = prepareDeployCommand();
afterAll(() => command.remove());
beforeEach(() => command.settings(settings));

describe('the deploy command without credentials', () => {
  it('says step by step what it would do, leaves the template, and ends well', async () => {
    const { code, stdout, stderr } = await command.run([]);
    expect([code, stderr]).toEqual([0, '']);
    for (const text of [
      'none: there are no credentials, so nothing will be changed',
      'hearthgate-artifacts',
      'upload function.zip (',
      '/hearthgate/HEARTHGATE_ENCRYPTION_KEY (made if there is none)',
      'SmartHomeTrigger  Lambda Permission',
      'CacheTable        DynamoDB Table',
      'nodejs24.x on arm64, 128 MB, 10 s',
      'written to dist/deploy/template.json',
      'Nothing was changed.',
    ]) {
      expect(stdout).toContain(text);
    }
    const { Resources } = JSON.parse(command.read('dist/deploy/template.json'));
    expect(stdout).toContain(Object.keys(Resources).at(-1));
  });

  it('prints and writes no secret', async () => {
    const { output } = await command.run(['--dry-run']);
    expect(output).toContain('https://home.example.com');
    expect(output + command.read('dist/deploy/template.json')).not.toContain(TOKEN);
  });

  it('fits a terminal of 80 columns', async () => {
    const { stdout: plan } = await command.run(['--dry-run']);
    const { stdout: help } = await command.run(['--help']);
    expect(`${plan}${help}`.split('\n').filter((line) => displayWidth(line) > 80)).toEqual([]);
  });

  it('works without a settings file too', async () => {
    const { code, stdout } = await command.run(['--dry-run', '--settings', 'hearthgate.env']);
    expect(code).toBe(0);
    expect(stdout).not.toContain('No skill may call');
    const empty = prepareDeployCommand();
    const result = await empty.run([]);
    empty.remove();
    expect(result.code).toBe(0);
    expect(result.stdout).toContain('No skill may call the function yet');
  });

  it('takes flags before settings', async () => {
    const { stdout } = await command.run(['--dry-run', '--memory-mb', '256', '--table', 'no', '--stack', 'cabin']);
    expect(stdout).toContain('256 MB');
    expect(stdout).toContain('cabin-artifacts');
    expect(stdout).not.toContain('CacheTable');
  });
});

describe('the deploy command', () => {
  it.each([
    [['--nonsense'], /--nonsense.*Try --help/s],
    [['--smoke', '--remove'], /--smoke and --remove exclude each other/],
    [['--settings', 'nowhere.env'], /nowhere\.env could not be read.*hearthgate\.env\.example/s],
    [['--memory-mb', 'much'], /DEPLOY_MEMORY_MB: It is no whole number.*It takes memory of the function/s],
  ])('says what is wrong with %j, and that with exit code 2', async (args, message) => {
    const { code, stderr } = await command.run(args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it('names the line of the settings file that is none', async () => {
    command.settings({ ...settings, 'DEPLOY_REGION eu-west-1 #': '' });
    const { code, stderr } = await command.run(['--dry-run']);
    expect(stderr).toMatch(/hearthgate\.env, line \d+: there is no = after the name/);
    expect(code).toBe(2);
  });

  it('has a help with every flag', async () => {
    const { code, stdout } = await command.run(['--help']);
    expect(code).toBe(0);
    for (const flag of [...Object.keys(actionFlags), ...deploymentSettingNames.map(flagOf), 'yes', 'settings']) {
      expect(stdout).toMatch(new RegExp(`^  --${flag} `, 'm'));
    }
  });

  it('tells credentials that do not work from none, and does nothing with them', async () => {
    const { code, stderr } = await command.run([], { AWS_PROFILE: 'nobody' });
    expect(stderr).toContain('AWS credentials were found but do not work');
    expect(code).toBe(1);
  });

  it('tells a network that does not work from credentials that do not', async () => {
    const variables = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
    const { code, stderr } = await command.run([], variables);
    expect(stderr).toContain('AWS could not be reached');
    expect(code).toBe(1);
  });
});

describe('the built function', () => {
  it('has nothing of the deploy command in it, nor of the SDK behind that', () => {
    const folder = join(import.meta.dirname, '../../dist/function');
    const code = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(code.length).toBeGreaterThan(0);
    for (const text of code) expect(text).not.toMatch(/aws-sdk|AWSTemplateFormatVersion/);
  });
});
