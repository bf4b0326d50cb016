import type { ExposureRule, ExposureSettings } from '../settings/exposure.ts';
import type { Entity } from './entity.ts';

/** What the exposure depends on beside the entity itself. */
export interface Registry {
  /** Which entities are in each area or have each label that a rule names; those that could not be read are not there. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  /** Entities that the home hides, or that only configure or diagnose a device. */
  readonly auxiliary: ReadonlySet<string>;
}

/** Nothing could be read. */
export const UNKNOWN_REGISTRY: Registry = { members: new Map(), auxiliary: new Set() };

export function keyOf({ kind, name }: ExposureRule): string {
  return `${kind}:${name}`;
}

/** The rules that speak of areas and labels. */
export function registryRules({ expose, hide }: ExposureSettings): readonly ExposureRule[] {
  return [...expose, ...hide].filter(({ kind }) => kind === 'area' || kind === 'label');
}

/**
 * Whether Alexa may know of an entity. While an area or label is unknown, what is shown by it is not shown, and what is
 * hidden by it might be anything, so nothing is shown.
 */
export function isExposed(
  { expose, hide }: ExposureSettings,
  { id, domain }: Pick<Entity, 'id' | 'domain'>,
  { members }: Registry,
): boolean {
  const fits = (rule: ExposureRule, whenUnknown: boolean): boolean => {
    if (rule.kind === 'domain') return rule.name === domain;
    if (rule.kind === 'entity') return rule.name === id;
    return members.get(keyOf(rule))?.has(id) ?? whenUnknown;
  };
  return !hide.some((rule) => fits(rule, true)) && (expose.length === 0 || expose.some((rule) => fits(rule, false)));
}

/**
 * Whether Alexa is told of an entity by itself: as Home Assistant's own integration, not of one that is hidden or auxiliary,
 * unless a rule names that very one.
 */
export function isOffered(
  exposure: ExposureSettings,
  entity: Pick<Entity, 'id' | 'domain'>,
  registry: Registry,
): boolean {
  const isNamed = exposure.expose.some(({ kind, name }) => kind === 'entity' && name === entity.id);
  return isExposed(exposure, entity, registry) && (isNamed || !registry.auxiliary.has(entity.id));
}

/** What to tell of rules for domains and entities that mean none of these, as they are written otherwise. */
export function describeIdle({ expose, hide }: ExposureSettings, entities: readonly Entity[]): string | undefined {
  const ids = new Set(entities.flatMap(({ id, domain }) => [`entity:${id}`, `domain:${domain}`]));
  const idle = [...expose, ...hide].filter(
    (rule) => (rule.kind === 'domain' || rule.kind === 'entity') && !ids.has(keyOf(rule)),
  );
  if (idle.length === 0) return undefined;
  const rules = idle.map(keyOf).join(', ');
  return `Nothing that Alexa could be shown is meant by ${rules}; check the names in HOME_ASSISTANT_EXPOSE and HOME_ASSISTANT_HIDE.`;
}
