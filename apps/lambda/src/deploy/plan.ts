import { createHash } from 'node:crypto';
import { checkBridgeSettings, type DeployedHome } from '@hearthgate/ha-extension/deployment';
import { CommandError } from '../local/command-error.ts';
import {
  type DeploymentSettings,
  readDeploymentSettings,
  type SettingProblem,
} from './settings/deployment-settings.ts';
import { functionVariables, type SecretParameter } from './settings/function-variables.ts';
import { artifactsTemplate } from './template/artifacts.ts';
import { synthesize, templateText } from './template/template.ts';

type Variables = Readonly<Record<string, string | undefined>>;

export interface PlanInput {
  /** What the settings file and the flags say. */
  readonly variables: Variables;
  /** The shell's environment, for the region. */
  readonly shell: Variables;
  readonly zip: Uint8Array;
}

/** All that a deployment will do, made without asking AWS anything. */
export interface Plan {
  readonly settings: DeploymentSettings;
  readonly homes: readonly DeployedHome[];
  readonly template: string;
  readonly artifactsStack: string;
  readonly artifactsTemplate: string;
  readonly code: { readonly key: string; readonly zip: Uint8Array };
  readonly parameters: readonly SecretParameter[];
  /** What the person should know before it begins, a sentence or two each. */
  readonly notes: readonly string[];
}

/** @throws CommandError (exit code 2) that names each setting that is wrong */
export async function makePlan({ variables, shell, zip }: PlanInput): Promise<Plan> {
  const { settings, problems } = readDeploymentSettings(variables, shell);
  const { environment, parameters, kept, problems: more } = functionVariables(variables, settings);
  const bridge = await checkBridgeSettings(variables);
  const all = [...problems, ...more, ...bridge.problems];
  if (all.length > 0) throw new CommandError(describeProblems(all), 2);
  const key = codeKey(zip);
  const template = synthesize({
    name: settings.stack,
    codeKey: key,
    memoryMb: settings.memoryMb,
    logDays: settings.logDays,
    skillIds: { smartHome: settings.smartHomeSkillId, custom: settings.customSkillId },
    table: settings.table ? { retain: settings.retainTable } : undefined,
    functionUrl: settings.functionUrl,
    alarmEmail: settings.alarmEmail,
    variables: environment,
    kept,
  });
  return {
    settings,
    homes: bridge.homes,
    template: templateText(template),
    artifactsStack: `${settings.stack}-artifacts`,
    artifactsTemplate: templateText(artifactsTemplate()),
    code: { key, zip },
    parameters,
    notes: notesOn(settings, bridge.homes),
  };
}

/** Where the code lies in the bucket: the same code at the same place. */
function codeKey(zip: Uint8Array): string {
  return `functions/${createHash('sha256').update(zip).digest('hex')}.zip`;
}

function describeProblems(problems: readonly SettingProblem[]): string {
  const lines = problems.map(({ name, message }) => `  ${name}: ${message}`);
  return `Nothing was done, because of ${problems.length === 1 ? 'a setting' : 'settings'}:\n\n${lines.join('\n')}`;
}

/**
 * The regions from which Alexa calls functions, and for whom.
 * https://developer.amazon.com/docs/smarthome/develop-smart-home-skills-in-multiple-languages.html
 */
const ALEXA_REGIONS: Readonly<Record<string, string>> = {
  'us-east-1': 'English (US, CA), French (CA), Spanish (MX, US), Portuguese (BR)',
  'eu-west-1': 'English (UK, IN), Dutch, French (FR), German, Hindi, Italian, Spanish (ES), Arabic',
  'us-west-2': 'English (AU), Japanese',
};

function notesOn(settings: DeploymentSettings, homes: readonly DeployedHome[]): readonly string[] {
  const { region, smartHomeSkillId, customSkillId } = settings;
  const notes: string[] = [];
  if (smartHomeSkillId === undefined && customSkillId === undefined) {
    notes.push(
      'No skill may call the function yet. Make a skill, put its id into DEPLOY_SMART_HOME_SKILL_ID or ' +
        'DEPLOY_CUSTOM_SKILL_ID and deploy again; until then Alexa refuses the ARN.',
    );
  }
  if (smartHomeSkillId !== undefined && ALEXA_REGIONS[region] === undefined) {
    const rows = Object.entries(ALEXA_REGIONS).map(([name, languages]) => `${name} for ${languages}`);
    notes.push(`Alexa calls no smart home function in ${region}. It calls ${rows.join('; ')}. Set DEPLOY_REGION.`);
  }
  if (homes.every(({ address, description }) => address === undefined && !description.includes('elsewhere'))) {
    notes.push(`The function will have no home to ask: ${homes.map((home) => home.description).join(', ')}.`);
  }
  for (const { address, hasToken } of homes) {
    if (address === undefined || hasToken || isLinkable(address)) continue;
    notes.push(`Alexa links accounts over https on port 443 only, and ${address} is something else.`);
  }
  return notes;
}

function isLinkable(address: string): boolean {
  const { protocol, port } = new URL(address);
  return protocol === 'https:' && port === '';
}
