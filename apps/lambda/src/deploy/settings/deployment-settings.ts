import { DEPLOY_PREFIX, type DeploymentSettingName, deploymentTable } from './deployment-table.ts';

type Variables = Readonly<Record<string, string | undefined>>;

export interface DeploymentSettings {
  readonly stack: string;
  readonly region: string;
  readonly smartHomeSkillId: string | undefined;
  readonly customSkillId: string | undefined;
  readonly memoryMb: number;
  readonly codeCache: boolean;
  readonly table: boolean;
  readonly retainTable: boolean;
  readonly functionUrl: boolean;
  readonly alarmEmail: string | undefined;
  readonly logDays: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface SettingProblem {
  readonly name: string;
  readonly message: string;
}

const LOG_DAYS = ['1', '3', '5', '7', '14', '30', '60', '90', '120', '150', '180', '365'] as const;
const YES = ['yes', 'true', 'on', '1'];
const NO = ['no', 'false', 'off', '0'];

/** Reads the settings of the deployment; `problems` names each that is wrong, with what it takes. */
export function readDeploymentSettings(
  variables: Variables,
  shell: Variables,
): { readonly settings: DeploymentSettings; readonly problems: readonly SettingProblem[] } {
  const problems: SettingProblem[] = [];
  const report = (name: DeploymentSettingName, problem: string) =>
    void problems.push({
      name: `${DEPLOY_PREFIX}${name}`,
      message: `${problem} It takes ${deploymentTable[name].takes}.`,
    });
  const text = (name: DeploymentSettingName) => variables[`${DEPLOY_PREFIX}${name}`]?.trim() || undefined;
  const matching = (name: DeploymentSettingName, pattern: RegExp, problem: string) => {
    const value = text(name);
    if (value === undefined || pattern.test(value)) return value;
    report(name, problem);
    return undefined;
  };
  const boolean = (name: DeploymentSettingName, byDefault = false) => {
    const value = text(name)?.toLowerCase();
    if (value === undefined) return byDefault;
    if (NO.includes(value)) return false;
    if (!YES.includes(value)) report(name, 'It is neither yes nor no.');
    return true;
  };
  const choice = <Choice extends string>(
    name: DeploymentSettingName,
    choices: readonly Choice[],
    byDefault: Choice,
  ) => {
    const value = text(name)?.toLowerCase();
    const chosen = choices.find((one) => one === value);
    if (value !== undefined && chosen === undefined) report(name, `It is none of ${choices.join(', ')}.`);
    return chosen ?? byDefault;
  };
  const skillId = (name: DeploymentSettingName) =>
    matching(name, /^amzn1\.ask\.skill\.[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/, 'It is no skill id.');
  const memory = matching('MEMORY_MB', /^\d{3,4}$/, 'It is no whole number from 128 to 3008.') ?? '128';
  if (Number(memory) < 128 || Number(memory) > 3_008) report('MEMORY_MB', 'It is no whole number from 128 to 3008.');

  const settings: DeploymentSettings = {
    stack:
      matching('STACK', /^[A-Za-z][A-Za-z0-9-]{0,49}$/, 'It has other characters in it, or more than 50.') ??
      'hearthgate',
    region:
      matching('REGION', /^[a-z]{2}(-[a-z]+)+-\d$/, 'It is no AWS region.') ??
      (shell.AWS_REGION || shell.AWS_DEFAULT_REGION || 'us-east-1'),
    smartHomeSkillId: skillId('SMART_HOME_SKILL_ID'),
    customSkillId: skillId('CUSTOM_SKILL_ID'),
    memoryMb: Number(memory),
    codeCache: boolean('CODE_CACHE', true),
    table: boolean('TABLE'),
    retainTable: choice('TABLE_REMOVAL', ['delete', 'retain'] as const, 'delete') === 'retain',
    functionUrl: boolean('FUNCTION_URL'),
    alarmEmail: matching('ALARM_EMAIL', /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'It is no e-mail address.'),
    logDays: Number(choice('LOG_DAYS', LOG_DAYS, '14')),
    tags: readTags(text('TAGS') ?? 'project=hearthgate', (problem) => report('TAGS', problem)),
  };
  return { settings, problems };
}

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html#id_tags_naming_best_practices */
const TAG_NAME = /^(?!aws:)[\p{L}\p{N}_.:/+\-@ ]{1,128}$/iu;
const TAG_VALUE = /^[\p{L}\p{N}_.:/=+\-@ ]{0,256}$/u;

function readTags(text: string, report: (problem: string) => void): Readonly<Record<string, string>> {
  const pairs = text.split(',').flatMap((pair) => {
    const [, name = '', value = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    if (TAG_NAME.test(name) && TAG_VALUE.test(value)) return [[name, value] as const];
    report('A tag is not of the form NAME=VALUE, or has characters that AWS does not take.');
    return [];
  });
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}
