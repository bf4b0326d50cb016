import type { Breaker } from './breaker.ts';
import type { OpenState } from './breaker-state.ts';
import type { CircuitBreakerPorts } from './ports.ts';

type Cache = CircuitBreakerPorts['cache'];

/** What execution environments tell each other of a breaker that is not closed. Moments are epoch milliseconds. */
export interface SharedState {
  readonly openedAtMs: number;
  /** How long it rests. */
  readonly openMs: number;
  readonly attempt: number;
  /** When an environment let a probe through; absent while it rests. */
  readonly probeAtMs?: number | undefined;
}

/** For all execution environments; a cache without an external tier keeps it in this one. */
const SHARED = { scope: 'shared' } as const;

const keyOf = (name: string): string => `circuit-breaker:${name}`;

/** What others say of a breaker; nonsense is nothing. */
export async function readShared(name: string, cache: Cache): Promise<SharedState | undefined> {
  const entry = await cache.get<Partial<SharedState>>({ key: keyOf(name), ...SHARED });
  const { openedAtMs, openMs, attempt, probeAtMs } = entry?.value ?? {};
  if (!isMoment(openedAtMs) || !isMoment(openMs) || !isMoment(attempt)) return undefined;
  return { openedAtMs, openMs, attempt, probeAtMs: isMoment(probeAtMs) ? probeAtMs : undefined };
}

/** Tells others that a breaker is open, and, with a moment, that it is being tried. */
export async function writeShared(
  breaker: Breaker,
  { openedAtMs, retryAtMs, attempt }: OpenState,
  probeAtMs: number | undefined,
  cache: Cache,
): Promise<void> {
  const openMs = retryAtMs - openedAtMs;
  const value: SharedState = { openedAtMs, openMs, attempt, ...(probeAtMs === undefined ? {} : { probeAtMs }) };
  // It outlives the rest, so that whoever comes then finds that one environment is trying.
  const ttlMs = (probeAtMs === undefined ? openMs : 0) + breaker.probeLeaseMs();
  await cache.set({ key: keyOf(breaker.name), value, ttlMs, ...SHARED });
}

/** Tells others that a breaker has closed. */
export async function deleteShared(name: string, cache: Cache): Promise<void> {
  await cache.delete({ key: keyOf(name), ...SHARED });
}

function isMoment(value: unknown): value is number {
  return Number.isFinite(value) && (value as number) >= 0;
}
