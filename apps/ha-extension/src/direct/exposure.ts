import type { ExposureRule, ExposureSettings } from '../settings/exposure.ts';
import type { Entity } from './entity.ts';

/** Which entities are in each area or have each label that a rule names. */
export type Members = ReadonlyMap<string, ReadonlySet<string>>;

/** The registries could not be read. */
export const UNKNOWN_MEMBERS = 'unknown';

export function keyOf({ kind, name }: ExposureRule): string {
  return `${kind}:${name}`;
}

/** The rules that speak of areas and labels. */
export function registryRules({ expose, hide }: ExposureSettings): readonly ExposureRule[] {
  return [...expose, ...hide].filter(({ kind }) => kind === 'area' || kind === 'label');
}

/**
 * Whether Alexa may know of an entity. While areas and labels are unknown, what is shown by them is not shown, and what is
 * hidden by them might be anything, so nothing is shown.
 */
export function isExposed(
  { expose, hide }: ExposureSettings,
  { id, domain }: Pick<Entity, 'id' | 'domain'>,
  members: Members | typeof UNKNOWN_MEMBERS,
): boolean {
  const fits = (rule: ExposureRule, whenUnknown: boolean): boolean => {
    if (rule.kind === 'domain') return rule.name === domain;
    if (rule.kind === 'entity') return rule.name === id;
    return members === UNKNOWN_MEMBERS ? whenUnknown : members.get(keyOf(rule))?.has(id) === true;
  };
  return !hide.some((rule) => fits(rule, true)) && (expose.length === 0 || expose.some((rule) => fits(rule, false)));
}
