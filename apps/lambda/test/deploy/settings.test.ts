import { variablesFor } from '@hearthgate/ha-extension/local-home';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePlan } from '../../src/deploy/plan.ts';
import { readDeploymentSettings } from '../../src/deploy/settings/deployment-settings.ts';
import { DEPLOY_PREFIX, deploymentSettingNames } from '../../src/deploy/settings/deployment-table.ts';
import { functionVariables } from '../../src/deploy/settings/function-variables.ts';
import { CUSTOM_SKILL, SMART_HOME_SKILL } from './support/options.ts';

const TOKEN = 'a-token-that-nobody-may-see';
const home = variablesFor({ url: 'https://home.example.com', token: TOKEN });
const tokenSetting = Object.keys(home).find((name) => home[name] === TOKEN) ?? '';
const KEY = 'HEARTHGATE_ENCRYPTION_KEY';
const zip = Buffer.from('a zip');

const plan = (variables: Readonly<Record<string, string>>, shell: Readonly<Record<string, string>> = {}) =>
  makePlan({ variables, shell, zip });
const sorted = (given: Readonly<Record<string, string>>, table = false) =>
  functionVariables(given, { stack: 'hearthgate', table });

describe('settings of the deployment', () => {
  it('have the defaults of the free tier', () => {
    expect(readDeploymentSettings({}, {})).toEqual({
      problems: [],
      settings: {
        stack: 'hearthgate',
        region: 'us-east-1',
        smartHomeSkillId: undefined,
        customSkillId: undefined,
        memoryMb: 128,
        codeCache: true,
        table: false,
        retainTable: false,
        functionUrl: false,
        alarmEmail: undefined,
        logDays: 14,
        tags: { project: 'hearthgate' },
      },
    });
  });

  it('are read as people write them', () => {
    const { settings, problems } = readDeploymentSettings(
      {
        DEPLOY_STACK: 'my-house',
        DEPLOY_REGION: ' eu-west-1 ',
        DEPLOY_SMART_HOME_SKILL_ID: SMART_HOME_SKILL,
        DEPLOY_CUSTOM_SKILL_ID: CUSTOM_SKILL,
        DEPLOY_MEMORY_MB: '256',
        DEPLOY_TABLE: 'Yes',
        DEPLOY_TABLE_REMOVAL: 'RETAIN',
        DEPLOY_FUNCTION_URL: 'on',
        DEPLOY_ALARM_EMAIL: 'somebody@example.com',
        DEPLOY_LOG_DAYS: '30',
        DEPLOY_TAGS: 'owner = me, cost=home=1',
      },
      {},
    );
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({
      stack: 'my-house',
      region: 'eu-west-1',
      memoryMb: 256,
      table: true,
      retainTable: true,
      functionUrl: true,
      logDays: 30,
      tags: { owner: 'me', cost: 'home=1' },
    });
  });

  it('take the region of the shell when they name none', () => {
    expect(readDeploymentSettings({}, { AWS_REGION: 'us-west-2' }).settings.region).toBe('us-west-2');
    expect(readDeploymentSettings({}, { AWS_DEFAULT_REGION: 'eu-west-1' }).settings.region).toBe('eu-west-1');
  });

  it.each([
    ['DEPLOY_STACK', '1house'],
    ['DEPLOY_REGION', 'Ireland'],
    ['DEPLOY_SMART_HOME_SKILL_ID', 'amzn1.ask.skill.*'],
    ['DEPLOY_CUSTOM_SKILL_ID', '*'],
    ['DEPLOY_MEMORY_MB', '64'],
    ['DEPLOY_MEMORY_MB', '1e3'],
    ['DEPLOY_TABLE', 'perhaps'],
    ['DEPLOY_TABLE_REMOVAL', 'keep'],
    ['DEPLOY_FUNCTION_URL', 'public'],
    ['DEPLOY_ALARM_EMAIL', 'me'],
    ['DEPLOY_LOG_DAYS', '15'],
    ['DEPLOY_TAGS', 'house'],
    ['DEPLOY_TAGS', 'aws:house=1'],
  ])('name %s when it is %s, with what it takes', (name, value) => {
    const { problems } = readDeploymentSettings({ [name]: value }, {});
    expect(problems.map((problem) => problem.name)).toEqual([name]);
    expect(problems[0]?.message).toMatch(/ It takes .+/);
  });

  it('are read whatever they say', () => {
    const variables = fc.dictionary(
      fc.constantFrom(...deploymentSettingNames.map((name) => DEPLOY_PREFIX + name)),
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('yes', '128', 'a=b', 'eu-west-1', SMART_HOME_SKILL)),
    );
    fc.assert(
      fc.property(variables, (given) => {
        const { settings, problems } = readDeploymentSettings(given, {});
        expect(problems.every(({ name }) => name in given)).toBe(true);
        // What is not refused is fit for a template.
        if (problems.length === 0) expect(settings.memoryMb).toBeGreaterThanOrEqual(128);
        for (const id of [settings.smartHomeSkillId, settings.customSkillId]) {
          expect(id ?? SMART_HOME_SKILL).toMatch(/^amzn1\.ask\.skill\.[\da-f-]{36}$/);
        }
      }),
    );
  });
});

describe('settings of the function', () => {
  it('stand in its environment, secret ones as a reference to a parameter below the name of the stack', () => {
    const { environment, parameters, kept } = sorted({ ...home, LOG_LEVEL: 'debug' });
    const name = `/hearthgate/${tokenSetting}`;
    expect(environment).toMatchObject({ LOG_LEVEL: 'debug', [tokenSetting]: `parameters:${name}` });
    expect(Object.values(environment)).toContain('https://home.example.com');
    expect(parameters).toEqual([{ name, setting: tokenSetting, value: TOKEN }]);
    expect(kept).toEqual([{ source: 'parameters', name }]);
  });

  it('of another home have parameters of their own', () => {
    const setting = `${tokenSetting}__CABIN`;
    expect(sorted({ [setting]: TOKEN }).parameters).toEqual([
      { name: `/hearthgate/${setting}`, setting, value: TOKEN },
    ]);
  });

  it('that say where they are kept go through as they are, and may be read there', () => {
    const { environment, parameters, kept } = sorted({
      [tokenSetting]: 'secrets:house#token',
      [KEY]: 'parameters:/my/key',
    });
    expect(environment).toEqual({
      LOG_LEVEL: 'info',
      MALLOC_TRIM_THRESHOLD_: '131072',
      [tokenSetting]: 'secrets:house#token',
      [KEY]: 'parameters:/my/key',
    });
    expect(parameters).toEqual([]);
    expect(kept).toEqual([
      { source: 'parameters', name: '/my/key' },
      { source: 'secrets', name: 'house' },
    ]);
  });

  it('write lines from info on unless another level is asked for, though Lambda lets all pass', async () => {
    const levelIn = async (variables: Readonly<Record<string, string>>) => {
      const { Function: made } = JSON.parse((await plan(variables)).template).Resources;
      return [made.Properties.LoggingConfig.ApplicationLogLevel, made.Properties.Environment.Variables.LOG_LEVEL];
    };
    expect(await levelIn(home)).toEqual(['DEBUG', 'info']);
    expect(await levelIn({ ...home, LOG_LEVEL: 'error' })).toEqual(['DEBUG', 'error']);
  });

  it('get an encryption key that is made when there is none, if there is a table', () => {
    expect(sorted({}, true).parameters).toEqual([{ name: `/hearthgate/${KEY}`, setting: KEY, value: undefined }]);
    expect(sorted({ [KEY]: 'parameters:/my/key' }, true).parameters).toEqual([]);
    expect(sorted({}).parameters).toEqual([]);
  });

  it('too long for the environment go to a parameter, and too long for that are refused', () => {
    const authority = variablesFor({ url: 'https://home.example.com', ca: 'x'.repeat(1_001) });
    expect(sorted(authority).parameters.map(({ value }) => value?.length)).toEqual([1_001]);
    const problems = sorted({ [tokenSetting]: 'x'.repeat(8_193) }).problems;
    expect(problems).toEqual([{ name: tokenSetting, message: 'It has more than the 8 KB that a parameter takes.' }]);
  });

  it.each([
    ['SOMETHING', 'There is no such setting'],
    ['DEPLOY_MEMORY', 'There is no such setting'],
    ['HEARTHGATE_CACHE_TABLE', 'set DEPLOY_TABLE=yes instead'],
    [KEY, 'A key is 32 bytes'],
  ])('that are wrong are named: %s', (name, message) => {
    const [problem] = sorted({ [name]: 'value' }).problems;
    expect(problem?.name).toBe(name);
    expect(problem?.message).toContain(message);
  });
});

describe('the plan', () => {
  it('has no secret in its template or its notes', async () => {
    const made = await plan({ ...home, DEPLOY_TABLE: 'yes' });
    expect(made.template).not.toContain(TOKEN);
    expect(JSON.stringify([made.notes, made.homes, made.artifactsTemplate])).not.toContain(TOKEN);
  });

  it('has no secret in it whatever the secret is', async () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9._-]{20,200}$/);
    await fc.assert(
      fc.asyncProperty(secret, async (value) => {
        const { template, parameters } = await plan({ ...home, [tokenSetting]: value });
        expect(template).not.toContain(value);
        expect(parameters.map((one) => one.value)).toEqual([value]);
      }),
      { numRuns: 50 },
    );
  });

  it('names the code by its content', async () => {
    const key = async (text: string) =>
      (await makePlan({ variables: home, shell: {}, zip: Buffer.from(text) })).code.key;
    expect(await key('one')).toBe(await key('one'));
    expect(await key('one')).not.toBe(await key('other'));
  });

  it('refuses wrong settings of bridge, function and deployment together and repeats no value', async () => {
    const wrong = { ...home, [tokenSetting]: '"quoted-secret"', DEPLOY_LOG_DAYS: '13', NONSENSE: 'x' };
    const error = await plan(wrong).catch((caught: Error) => caught);
    expect(String(error)).toContain('DEPLOY_LOG_DAYS: ');
    expect(String(error)).toContain('NONSENSE: ');
    expect(String(error)).toContain(`${tokenSetting}: `);
    expect(String(error)).not.toContain('quoted-secret');
  });

  it('says that accounts cannot be linked over another port or without https, unless there is a token', async () => {
    const note = 'over https on port 443 only';
    for (const url of ['https://home.example.com:8123', 'http://home.example.com']) {
      expect((await plan(variablesFor({ url }))).notes.join()).toContain(note);
      expect((await plan(variablesFor({ url, token: TOKEN }))).notes.join()).not.toContain(note);
    }
    expect((await plan(variablesFor({ url: 'https://home.example.com/ha' }))).notes.join()).not.toContain(note);
  });

  it('says that nobody may call, that the region is none of Alexa, and that there is no home', async () => {
    const notes = async (variables: Readonly<Record<string, string>>) => (await plan(variables)).notes.join('\n');
    const skill = { DEPLOY_SMART_HOME_SKILL_ID: SMART_HOME_SKILL };
    expect(await notes(home)).toContain('No skill may call the function yet');
    expect(await notes({ ...home, ...skill, DEPLOY_REGION: 'eu-central-1' })).toContain(
      'eu-west-1 for English (UK, IN)',
    );
    expect(await notes(skill)).toContain('no home to ask');
    expect(await notes({ ...home, ...skill, DEPLOY_REGION: 'eu-west-1' })).toBe('');
  });
});
