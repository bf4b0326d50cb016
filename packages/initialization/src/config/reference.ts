import type { SettingReference } from '@hearthgate/contracts';
import type { Variables } from '@hearthgate/kernel';

/** `parameters:/app/token`, `secrets:app#token`. A name may hold colons, as ARNs do. */
const REFERENCE = /^([A-Za-z][\w-]*):([^#\s]+)(?:#([^#\s]+))?$/;

/** Where a setting stands when its value says so: `source:name` or `source:name#field`, of a source that is known. */
export function referenceIn(
  value: string | undefined,
  isSource: (name: string) => boolean,
): SettingReference | undefined {
  const [, source, name, field] = REFERENCE.exec(value?.trim() ?? '') ?? [];
  if (source === undefined || name === undefined || !isSource(source)) return undefined;
  return { source, name, ...(field === undefined ? {} : { field }) };
}

/** The settings whose names begin with `prefix` and whose values say where they stand. */
export function referencesIn(
  variables: Variables,
  prefix: string,
  isSource: (name: string) => boolean,
): Readonly<Record<string, SettingReference>> {
  const found = Object.entries(variables).flatMap(([setting, value]) => {
    const reference = setting.startsWith(prefix) ? referenceIn(value, isSource) : undefined;
    return reference === undefined ? [] : [[setting, reference] as const];
  });
  return Object.fromEntries(found);
}
