import { isObject, type JsonObject } from '../../bridge/json.ts';
import type { ExposureRule } from '../../settings/exposure.ts';
import { keyOf, type Registry, UNKNOWN_REGISTRY } from '../exposure.ts';

/**
 * The commands whose results `readMembers` takes. Each is answered to every user, an administrator or not
 * (`homeassistant/components/config/*_registry.py`, 2024.3 to 2026.11), where templates are for administrators only.
 */
export const COMMANDS = {
  /** Those that are disabled are not in it. */
  entities: 'config/entity_registry/list_for_display',
  devices: 'config/device_registry/list',
  areas: 'config/area_registry/list',
  labels: 'config/label_registry/list',
} as const;

export type RegistryName = keyof typeof COMMANDS;

/** The registries that rules need beside that of the entities. */
export function registriesFor(rules: readonly ExposureRule[]): readonly RegistryName[] {
  const needsLabels = rules.some(({ kind }) => kind === 'label');
  return [
    'entities',
    ...(rules.length > 0 ? (['devices', 'areas'] as const) : []),
    ...(needsLabels ? (['labels'] as const) : []),
  ];
}

/**
 * Which entities each rule means, as Home Assistant itself has it: an entity is in the area of its device unless it has one
 * of its own, and has the labels of its device and of its area. A rule whose registries are not there is left out.
 */
export function readMembers(
  results: Readonly<Partial<Record<RegistryName, unknown>>>,
  rules: readonly ExposureRule[],
): Registry {
  const entries = objectsIn(isObject(results.entities) ? results.entities.entities : undefined);
  if (entries === undefined) return UNKNOWN_REGISTRY;
  const [devices, areas, labels] = [objectsIn(results.devices), objectsIn(results.areas), objectsIn(results.labels)];
  const devicesById = byId(devices, 'id');
  const areasById = byId(areas, 'area_id');
  const entities = entries.flatMap((entry) => {
    if (typeof entry.ei !== 'string') return [];
    const device = devicesById.get(entry.di);
    const areaId = entry.ai ?? device?.area_id;
    const marked = [entry.lb, device?.labels, areasById.get(areaId)?.labels].flatMap(textsIn);
    return { id: entry.ei, areaId, labels: new Set(marked), isAuxiliary: entry.ec != null || entry.hb === true };
  });
  const idsOf = (named: ExposureRule): ReadonlySet<string> | undefined => {
    if (devices === undefined || areas === undefined) return undefined;
    if (named.kind === 'area') {
      const ids = idsNamed(named.name, areas, 'area_id');
      return new Set(entities.filter(({ areaId }) => ids.has(areaId)).map(({ id }) => id));
    }
    if (labels === undefined) return undefined;
    const ids = idsNamed(named.name, labels, 'label_id');
    return new Set(entities.filter((one) => [...one.labels].some((label) => ids.has(label))).map(({ id }) => id));
  };
  return {
    members: new Map(
      rules.flatMap((rule) => {
        const ids = idsOf(rule);
        return ids === undefined ? [] : [[keyOf(rule), ids] as const];
      }),
    ),
    auxiliary: new Set(entities.filter(({ isAuxiliary }) => isAuxiliary).map(({ id }) => id)),
  };
}

/** The ids of what is called so, by its id, its name or an alias; case and spaces do not matter, as for Home Assistant. */
function idsNamed(name: string, all: readonly JsonObject[], idName: string): ReadonlySet<unknown> {
  const wanted = simple(name);
  const isMeant = (one: JsonObject) =>
    one[idName] === name || [one.name, ...textsIn(one.aliases)].some((text) => simple(String(text)) === wanted);
  return new Set(all.filter(isMeant).map((one) => one[idName]));
}

function simple(name: string): string {
  return name.toLowerCase().replaceAll(' ', '');
}

function byId(all: readonly JsonObject[] = [], idName: string): ReadonlyMap<unknown, JsonObject> {
  return new Map(all.map((one) => [one[idName], one]));
}

function objectsIn(value: unknown): readonly JsonObject[] | undefined {
  return Array.isArray(value) ? value.filter(isObject) : undefined;
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
