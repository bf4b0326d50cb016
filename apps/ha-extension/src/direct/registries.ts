import type { ExtensionState, Turn } from '../extension-parts.ts';
import type { ExposureRule, ExposureSettings } from '../settings/exposure.ts';
import type { DirectHome } from './direct-home.ts';
import { keyOf, type Members, registryRules, UNKNOWN_MEMBERS } from './exposure.ts';
import { type HomeDoor, hasKind } from './home-door.ts';

const TTL_MS = 300_000;
/** Each refusal counts towards an IP ban where the home has one. */
const REFUSED_TTL_MS = 21_600_000;

/** Lists in the order of `areas` and `labels`. What a label marks is what it marks as the target of a service. */
const AREAS = '{% for name in areas %}{{ area_entities(name) | list | to_json }}{{ "," if not loop.last }}{% endfor %}';
const LABELS = [
  '{% for name in labels %}{% set found = namespace(ids=label_entities(name) | list) %}',
  '{% for device in label_devices(name) %}{% set found.ids = found.ids + device_entities(device) | list %}{% endfor %}',
  '{% for area in label_areas(name) %}{% set found.ids = found.ids + area_entities(area) | list %}{% endfor %}',
  '{{ found.ids | to_json }}{{ "," if not loop.last }}{% endfor %}',
].join('');

interface Source {
  readonly parts: ExtensionState;
  readonly home: DirectHome;
  readonly turn: Turn;
  readonly door: HomeDoor;
}

/**
 * Which entities are in the areas and have the labels that the rules name: one request, asked only where a rule needs it,
 * and then once in five minutes. Unknown when the home refuses it, which is said in the log.
 */
export async function readMembers(
  source: Source,
  exposure: ExposureSettings,
): Promise<Members | typeof UNKNOWN_MEMBERS> {
  const rules = registryRules(exposure);
  if (rules.length === 0) return new Map();
  const { parts, home, turn } = source;
  const { cache, logging } = parts.gateways;
  // What one sender's token may not read, another's may.
  const key = `home-assistant registries ${home.name} ${home.url} ${turn.trusted} ${rules.map(keyOf).join()}`;
  const kept = await cache.operations.get<Members | typeof UNKNOWN_MEMBERS>({ key, scope: 'memory' });
  const found = kept === undefined ? await ask(source.door, rules) : kept.value;
  if (kept === undefined) {
    const ttlMs = found === UNKNOWN_MEMBERS ? REFUSED_TTL_MS : TTL_MS;
    await cache.operations.set({ key, value: found, scope: 'memory', ttlMs });
  }
  if (found === UNKNOWN_MEMBERS) {
    logging.operations.warning({
      message:
        'The home does not tell which areas and labels its entities have, so what is exposed by them is not shown, and nothing at all where they hide something. POST /api/template takes the token of an administrator, and labels take release 2024.4.',
    });
  }
  return found;
}

async function ask(door: HomeDoor, rules: readonly ExposureRule[]): Promise<Members | typeof UNKNOWN_MEMBERS> {
  const areas = rules.filter(({ kind }) => kind === 'area');
  const labels = rules.filter(({ kind }) => kind === 'label');
  // A release without labels refuses a template that only mentions them.
  const template = `[${[areas.length > 0 ? AREAS : '', labels.length > 0 ? LABELS : ''].filter(Boolean).join(',')}]`;
  const namesOf = (some: readonly ExposureRule[]) => some.map(({ name }) => name);
  try {
    const lists = await door.render(template, { areas: namesOf(areas), labels: namesOf(labels) });
    return membersIn(lists, [...areas, ...labels]);
  } catch (error) {
    if (hasKind(error, 'unauthorized', 'forbidden', 'bad-request', 'not-found')) return UNKNOWN_MEMBERS;
    throw error;
  }
}

function membersIn(lists: unknown, rules: readonly ExposureRule[]): Members | typeof UNKNOWN_MEMBERS {
  if (!Array.isArray(lists) || lists.length !== rules.length || !lists.every(Array.isArray)) return UNKNOWN_MEMBERS;
  const idsAt = (index: number): readonly unknown[] => lists[index] ?? [];
  return new Map(rules.map((rule, index) => [keyOf(rule), new Set(idsAt(index).map(String))]));
}
