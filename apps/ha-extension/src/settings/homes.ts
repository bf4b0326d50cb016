import type { StandardSchema, StandardSchemaIssue } from '@hearthgate/contracts';
import type { Variables } from '@hearthgate/kernel';
import { type HomeSettings, readHome } from './home-settings.ts';
import { nearestName } from './nearest-name.ts';
import { SettingReader } from './setting-reader.ts';
import { PREFIX, secretSettings, settingNames, settingTable } from './setting-table.ts';

/** The homes behind this function, that without a name first, the others in the order of their names. */
export type Homes = readonly [HomeSettings, ...HomeSettings[]];

/** `HOME_ASSISTANT_URL__CABIN` is the address of the home CABIN. A name is compared as it is written. */
const HOME = /^(.*?)__([A-Za-z0-9]{1,20})$/;

/** Environment variables to the settings of all homes. Issues name the setting and the mend, and never repeat the value. */
export const homesSchema: StandardSchema<Homes> = {
  '~standard': {
    version: 1,
    vendor: 'hearthgate',
    validate(input) {
      const variables = input as Variables;
      const issues: StandardSchemaIssue[] = [...unknownSettings(variables)];
      const read = (name: string): HomeSettings => {
        const reader = new SettingReader(variables, name === '' ? '' : `__${name}`);
        const settings = readHome(name, reader);
        issues.push(...reader.issues);
        return settings;
      };
      const [first = '', ...others] = namesOfHomes(variables);
      const homes: Homes = [read(first), ...others.map(read)];
      if (issues.length === 0) issues.push(...prefixIssues(homes));
      return issues.length > 0 ? { issues } : { value: homes };
    },
  },
};

/** Values that must never be written. */
export function secretsIn(variables: Variables): readonly string[] {
  return Object.entries(variables).flatMap(([variable, value]) => {
    const { setting = '' } = partsOf(variable) ?? {};
    return secretSettings.has(setting) && value !== undefined ? [value.trim()] : [];
  });
}

/** The name of a setting in a variable, and the home that it is for; nothing for variables of others. */
function partsOf(variable: string): { readonly setting: string; readonly home: string } | undefined {
  if (!variable.startsWith(PREFIX)) return undefined;
  const rest = variable.slice(PREFIX.length);
  const [, setting, home] = HOME.exec(rest) ?? [];
  return setting === undefined || home === undefined ? { setting: rest, home: '' } : { setting, home };
}

function isSetting(name: string): name is keyof typeof settingTable {
  return Object.hasOwn(settingTable, name);
}

function unknownSettings(variables: Variables): readonly StandardSchemaIssue[] {
  return Object.keys(variables).flatMap((variable) => {
    const parts = partsOf(variable);
    if (parts === undefined || isSetting(parts.setting)) return [];
    // Without its beginning: a message loses what it shares with a value, and `home` stands in most addresses.
    const meant = nearestName(parts.setting, settingNames);
    const hint = meant === undefined ? 'the README lists those that there are' : `the name may have to end in ${meant}`;
    return [{ message: `There is no such setting; ${hint}.`, path: [variable] }];
  });
}

/** The home without a name is there when it has a setting, or when there is no other. */
function namesOfHomes(variables: Variables): readonly string[] {
  const names = Object.entries(variables).flatMap(([variable, value]) => {
    const parts = partsOf(variable);
    return parts === undefined || !isSetting(parts.setting) || !value?.trim() ? [] : [parts.home];
  });
  return [...new Set(names)].sort();
}

/** Two homes must not have ids that could be either's. */
function prefixIssues(homes: Homes): readonly StandardSchemaIssue[] {
  const asked = homes.filter((home) => home.state === 'on' || home.state === 'offline');
  return asked.flatMap((home, index): StandardSchemaIssue[] => {
    const clash = asked.slice(0, index).some((other) => other.endpointPrefix === home.endpointPrefix);
    if (!clash || home.userIds.length > 0 || home.skillIds.length > 0) return [];
    const suffix = home.name === '' ? '' : `__${home.name}`;
    const message = `Nothing tells this home from another; give it a prefix of its own, or the ids of its users or skill. It takes ${settingTable.ENDPOINT_PREFIX.takes}.`;
    return [{ message, path: [`${PREFIX}ENDPOINT_PREFIX${suffix}`] }];
  });
}
