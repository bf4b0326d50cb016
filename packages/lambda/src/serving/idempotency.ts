import type { IdempotencyOptions } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import type { LambdaPorts } from '../ports.ts';
import { attempt } from './attempt.ts';

const DEFAULT_TTL_MS = 3_600_000;
/** The longest that Lambda lets an invocation run. */
const MAX_RUN_MS = 900_000;

/** What is kept under a key: a mark while somebody works on it, then the answer. */
type Kept = { readonly payload?: string | undefined } & (
  | { readonly state: 'running'; readonly owner: string; readonly untilMs: number }
  | { readonly state: 'done'; readonly answer?: unknown }
);

export interface IdempotentRun {
  /** What tells this route's keys from those of others. */
  readonly label: string;
  readonly peers: Pick<LambdaPorts, 'cache' | 'utility' | 'logging'>;
  readonly now: () => number;
  readonly remainingMs: () => number;
  /** Whether an answer is worth keeping; one that is not lets the next event try again. */
  readonly isKept: (answer: unknown) => boolean;
}

/**
 * Handles what has the same key once. The cache has no atomic "set if absent", so two environments that get the same
 * event within the time of one write may both handle it: the mark is read back to make that time as short as it can be.
 * A cache that fails lets the event be handled, because losing it would be worse than handling it twice.
 */
export class Idempotency {
  readonly #flights = new Map<string, Flight>();

  /** @throws GatewayError `LAMBDA_IN_PROGRESS`, `LAMBDA_KEY_REUSED`, and what the work throws. */
  async run<Input>(
    { key: keyOf, payload: payloadOf, ttlMs = DEFAULT_TTL_MS }: IdempotencyOptions<Input>,
    input: Input,
    work: () => Promise<unknown>,
    run: IdempotentRun,
  ): Promise<unknown> {
    const given = keyOf(input);
    if (given === undefined || given === '') return work();
    // Hashed, because keys come from outside and may be long or hold what no other should read.
    const { hash } = run.peers.utility;
    const key = `idempotent:${hash({ value: `${run.label}\n${given}` })}`;
    const payload = payloadOf === undefined ? undefined : hash({ value: payloadOf(input) ?? null });
    const under = this.#flights.get(key);
    // Work that outlived its invocation may never end; who comes later does not wait for it.
    if (under !== undefined && under.untilMs > run.now()) {
      comparePayloads(under, payload);
      return under.answer;
    }
    const markMs = Math.max(1, Math.min(MAX_RUN_MS, run.remainingMs()));
    const untilMs = run.now() + markMs;
    const answer = once({ key, payload, ttlMs, untilMs }, work, run).finally(() => {
      if (this.#flights.get(key)?.answer === answer) this.#flights.delete(key);
    });
    this.#flights.set(key, { answer, untilMs, payload });
    return answer;
  }
}

/** What is being worked on in this environment, and until when. */
interface Flight {
  readonly answer: Promise<unknown>;
  readonly untilMs: number;
  readonly payload: string | undefined;
}

interface Once {
  readonly key: string;
  /** Its hash; `undefined` when payloads are not compared. */
  readonly payload: string | undefined;
  readonly ttlMs: number;
  readonly untilMs: number;
}

async function once(
  { key, payload, ttlMs, untilMs }: Once,
  work: () => Promise<unknown>,
  run: IdempotentRun,
): Promise<unknown> {
  const { cache, utility } = run.peers;
  const owner = utility.generateCorrelationId();
  const kept = await guarded(run, 'reading an idempotent answer', () => read(cache, key));
  if (kept !== undefined) comparePayloads(kept, payload);
  if (kept?.state === 'done') return kept.answer;
  if (kept?.state === 'running' && kept.untilMs > run.now()) throw inProgress();
  const mark: Kept = { state: 'running', owner, untilMs, payload };
  const markMs = Math.max(1, untilMs - run.now());
  const winner = await guarded(run, 'marking an idempotent event', async () => {
    await cache.set({ key, value: mark, ttlMs: markMs, scope: 'shared' });
    return read(cache, key);
  });
  if (winner?.state === 'running' && winner.owner !== owner) throw inProgress();
  if (winner?.state === 'done') return winner.answer;
  let isDone = false;
  try {
    const answer = await work();
    if (!run.isKept(answer)) return answer;
    isDone = true;
    const value: Kept = { state: 'done', answer, payload };
    await guarded(run, 'keeping an idempotent answer', () => cache.set({ key, value, ttlMs, scope: 'shared' }));
    return answer;
  } finally {
    // After its time the mark may be somebody else's.
    if (!isDone && run.now() < untilMs) await guarded(run, 'clearing an idempotent event', () => cache.delete({ key }));
  }
}

async function read(cache: LambdaPorts['cache'], key: string): Promise<Kept | undefined> {
  return (await cache.get<Kept>({ key, scope: 'shared' }))?.value;
}

async function guarded<Result>(
  { peers }: IdempotentRun,
  during: string,
  run: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await run();
  } catch (error) {
    attempt(() => peers.logging.recordError({ error, during }));
    return undefined;
  }
}

/** What was kept before payloads were compared fits any. */
function comparePayloads(kept: { readonly payload?: string | undefined }, payload: string | undefined): void {
  if (kept.payload === undefined || payload === undefined || kept.payload === payload) return;
  throw new GatewayError('LAMBDA_KEY_REUSED', 'This idempotency key was used before with another payload.');
}

function inProgress(): GatewayError {
  const message = 'The same event is being worked on; ask again when that has ended.';
  return new GatewayError('LAMBDA_IN_PROGRESS', message);
}
