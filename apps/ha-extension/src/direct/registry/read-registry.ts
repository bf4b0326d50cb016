import type { FailureKind } from '../../bridge/failure.ts';
import type { ExtensionState, Turn } from '../../extension-parts.ts';
import type { ExposureRule } from '../../settings/exposure.ts';
import type { DirectHome } from '../direct-home.ts';
import { keyOf, type Registry, registryRules, UNKNOWN_REGISTRY } from '../exposure.ts';
import { type HomeDoor, hasKind } from '../home-door.ts';
import { COMMANDS, readMembers, registriesFor } from './members.ts';

const TTL_MS = 300_000;
/** Not to know it hides what a rule hides and more, so it is asked for again soon. */
const UNKNOWN_TTL_MS = 30_000;

/** What comes when there is a home, and somebody before it that lets no websocket through, or a release without the commands. */
const NO_WEBSOCKET: readonly FailureKind[] = [
  'bad-request',
  'connection-lost',
  'forbidden',
  'html-answer',
  'not-found',
  'redirected',
  'server-error',
  'too-slow',
  'unexpected-answer',
];

interface Source {
  readonly parts: ExtensionState;
  readonly home: DirectHome;
  readonly turn: Turn;
  readonly door: HomeDoor;
}

/**
 * What the home's registries say that the exposure depends on: asked over one websocket, and kept for five minutes unless it
 * is to be fresh. What cannot be had because no websocket is let through is unknown, which is said in the log.
 */
export async function readRegistry({ parts, home, turn, door }: Source, isFresh: boolean): Promise<Registry> {
  const rules = registryRules(home.exposure);
  // The bridge's own switch is in no area and has no label.
  if (home.mode === 'diagnostics')
    return readMembers({ entities: { entities: [] }, devices: [], areas: [], labels: [] }, rules);
  const { cache, logging } = parts.gateways;
  // What one sender's token may not read, another's may.
  const key = `home-assistant registry ${home.name} ${home.url} ${turn.trusted} ${rules.map(keyOf).join()}`;
  const kept = isFresh ? undefined : await cache.operations.get<Registry>({ key, scope: 'memory' });
  if (kept !== undefined) return kept.value;
  const { registry, because } = await ask(door, rules);
  for (const text of [because, unmatched(registry, rules)]) {
    if (text !== undefined) logging.operations.warning({ message: text });
  }
  const ttlMs = because === undefined ? TTL_MS : UNKNOWN_TTL_MS;
  await cache.operations.set({ key, value: registry, scope: 'memory', ttlMs });
  return registry;
}

async function ask(
  door: HomeDoor,
  rules: readonly ExposureRule[],
): Promise<{ readonly registry: Registry; readonly because?: string }> {
  const names = registriesFor(rules);
  try {
    const results = await door.command(names.map((name) => COMMANDS[name]));
    const registry = readMembers(Object.fromEntries(names.map((name, index) => [name, results[index]])), rules);
    const isWhole = registry !== UNKNOWN_REGISTRY && rules.every((rule) => registry.members.has(keyOf(rule)));
    return isWhole
      ? { registry }
      : {
          registry,
          because: `${CONSEQUENCE} It knows too few of ${names.join(', ')}; config: (default_config: has it) or a newer release does.`,
        };
  } catch (error) {
    if (!hasKind(error, ...NO_WEBSOCKET)) throw error;
    const { message } = error as Error;
    const because = `${CONSEQUENCE} A proxy before it has to pass on upgrades to /api/websocket. ${message}`;
    return { registry: UNKNOWN_REGISTRY, because };
  }
}

const CONSEQUENCE =
  'The home does not tell what it hides, or its areas and labels: hidden entities are shown, what is exposed by area or label is not, and nothing at all where that hides something.';

/** Rules that mean nothing, as the name is written otherwise. */
function unmatched({ members }: Registry, rules: readonly ExposureRule[]): string | undefined {
  const none = rules.filter((rule) => members.get(keyOf(rule))?.size === 0);
  if (none.length === 0) return undefined;
  const seen = none.map(({ kind, name }) => `${kind}:${name}`).join(', ');
  return `No entity of the home belongs to ${seen}; check the names in HOME_ASSISTANT_EXPOSE and HOME_ASSISTANT_HIDE.`;
}
