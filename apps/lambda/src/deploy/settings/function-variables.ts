import { isBridgeSetting, isSecretBridgeSetting } from '@hearthgate/ha-extension/deployment';
import type { KeptSetting } from '../template/role.ts';
import type { SettingProblem } from './deployment-settings.ts';
import { DEPLOY_PREFIX, deploymentSettingNames } from './deployment-table.ts';

/** A setting whose value goes to Parameter Store, where the function reads it. */
export interface SecretParameter {
  /** The name of the parameter. */
  readonly name: string;
  readonly setting: string;
  /** `undefined`: one is made when there is none yet. */
  readonly value: string | undefined;
}

export interface FunctionVariables {
  /** The function's environment, where secrets are but references. */
  readonly environment: Readonly<Record<string, string>>;
  readonly parameters: readonly SecretParameter[];
  /** What the function has to be allowed to read. */
  readonly kept: readonly KeptSetting[];
  readonly problems: readonly SettingProblem[];
}

const KEY_SETTING = 'HEARTHGATE_ENCRYPTION_KEY';
const TABLE_SETTING = 'HEARTHGATE_CACHE_TABLE';
/** Settings of the function itself that a person may set, and whether they are secret. */
const FUNCTION_SETTINGS: Readonly<Record<string, { readonly secret: boolean }>> = {
  LOG_LEVEL: { secret: false },
  LOG_SAMPLE_RATE: { secret: false },
  HEARTHGATE_CACHE_DIRECTORY: { secret: false },
  [KEY_SETTING]: { secret: true },
};
/** Lambda's own filter lets all lines pass, so that those kept back are written when an invocation fails; hence this is said. */
const DEFAULT_LOG_LEVEL = 'info';
/**
 * Has the C library give memory back that it no longer uses, 128 KB of it and more, as it does before a large block has once
 * been freed: V8's compilers take up to 27 MB for a second. 3 to 9 MB after 2,000 directives (bench/src/process/README.md).
 */
const ALLOCATOR = { MALLOC_TRIM_THRESHOLD_: '131072' };
/** Lambda takes 4 KB of environment in all, so longer values are kept beside it. */
const MAX_VALUE_CHARACTERS = 1_000;
/** Of an advanced parameter; above 4 KB it costs a few cents a month. */
const MAX_PARAMETER_BYTES = 8_192;
const REFERENCE = /^(parameters|secrets):([^#\s]+)(?:#[^#\s]+)?$/;
const REFERRED_NAME = /^[\w.\-/:+=@]+$/;

/** Sorts the given settings into what the function's environment holds and what it says where to find. */
export function functionVariables(
  given: Readonly<Record<string, string | undefined>>,
  { stack, table }: { readonly stack: string; readonly table: boolean },
): FunctionVariables {
  const environment: Record<string, string> = { LOG_LEVEL: DEFAULT_LOG_LEVEL, ...ALLOCATOR };
  const parameters: SecretParameter[] = [];
  const kept: KeptSetting[] = [];
  const problems: SettingProblem[] = [];
  const keep = (setting: string, value: string | undefined) => {
    const name = `/${stack}/${setting}`;
    if (Buffer.byteLength(value ?? '') > MAX_PARAMETER_BYTES) {
      problems.push({ name: setting, message: 'It has more than the 8 KB that a parameter takes.' });
    }
    environment[setting] = `parameters:${name}`;
    kept.push({ source: 'parameters', name });
    parameters.push({ name, setting, value });
  };
  const settings = Object.entries(given)
    .map(([setting, value]): [string, string] => [setting, value?.trim() ?? ''])
    .filter(([setting, value]) => value !== '' && !isDeploymentSetting(setting));
  for (const [setting, value] of settings.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const own = FUNCTION_SETTINGS[setting];
    if (own === undefined && !isBridgeSetting(setting)) {
      problems.push({ name: setting, message: whyUnknown(setting) });
      continue;
    }
    const [, source, name = ''] = REFERENCE.exec(value) ?? [];
    if (source === 'parameters' || source === 'secrets') {
      if (!REFERRED_NAME.test(name))
        problems.push({ name: setting, message: 'The name after the colon is none that AWS takes.' });
      environment[setting] = value;
      kept.push({ source, name });
    } else if (own?.secret || isSecretBridgeSetting(setting) || value.length > MAX_VALUE_CHARACTERS) {
      if (setting === KEY_SETTING && !value.split(/[\s,]+/).every(isKey)) {
        problems.push({ name: setting, message: 'A key is 32 bytes, as base64 or as 64 hexadecimal digits.' });
      }
      keep(setting, value);
    } else {
      environment[setting] = value;
    }
  }
  // What leaves the process is encrypted, so a table wants a key.
  if (table && environment[KEY_SETTING] === undefined) keep(KEY_SETTING, undefined);
  return { environment, parameters, kept, problems };
}

function isDeploymentSetting(name: string): boolean {
  return deploymentSettingNames.some((one) => name === DEPLOY_PREFIX + one);
}

function isKey(text: string): boolean {
  return /^[\da-f]{64}$/i.test(text) || Buffer.from(text, 'base64').byteLength === 32;
}

function whyUnknown(setting: string): string {
  if (setting === TABLE_SETTING) return `The deployment makes the table; set ${DEPLOY_PREFIX}TABLE=yes instead.`;
  return 'There is no such setting; docs/deployment.md lists those that there are.';
}
