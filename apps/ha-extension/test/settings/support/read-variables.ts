import type { StandardSchemaResult } from '@hearthgate/contracts';
import { type HomeSettingsOn, type Homes, homesSchema } from '../../../src/index.ts';

/** What the schema makes of environment variables. */
export function check(variables: Readonly<Record<string, string | undefined>>): StandardSchemaResult<Homes> {
  const result = homesSchema['~standard'].validate(variables);
  if (result instanceof Promise) throw new Error('The schema is synchronous.');
  return result;
}

export const ADDRESS = 'https://home.example.com';

/** Settings that are on, of variables beside an address. Fails when there are issues. */
export function read(variables: Readonly<Record<string, string>> = {}): HomeSettingsOn {
  const { issues, value } = { value: undefined, ...check({ HOME_ASSISTANT_URL: ADDRESS, ...variables }) };
  if (issues !== undefined) throw new Error(issues.map(({ message }) => message).join(' '));
  const [home] = value ?? [];
  if (home?.state !== 'on') throw new Error(`The settings are ${home?.state}.`);
  return home;
}

/** The settings that issues name and what they say, of variables beside an address. */
export function problems(variables: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  const { issues = [] } = check({ HOME_ASSISTANT_URL: ADDRESS, ...variables });
  return issues.map(({ path, message }) => [String(path?.[0]), message]);
}
