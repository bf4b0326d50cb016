import type { IdempotencyOptions, RegisterRouteParams, RouteContext } from '@hearthgate/contracts';
import { type Environment, type Invocation, isThenable } from '@hearthgate/kernel';
import type { LambdaPorts } from '../ports.ts';
import { routeLabel } from '../routes/route-table.ts';
import type { Idempotency } from './idempotency.ts';
import type { Problem } from './problem.ts';
import type { Protection } from './protection.ts';

/** What a route's handler is run with. */
export interface RouteRun {
  readonly peers: LambdaPorts;
  readonly environment: Environment;
  readonly invocation: Invocation;
  readonly idempotency: Idempotency;
  readonly protection: Protection;
  readonly context: RouteContext;
}

/** A handler's answer, or the reason why it was not asked. */
export type RouteOutcome = { readonly answer: unknown } | { readonly problem: Problem };

/**
 * Runs a handler: if the free tier allows it, after what it needs was prepared, and once a key. Throws what the handler
 * throws, also at once.
 */
export function runRoute<Input>(
  route: RegisterRouteParams,
  idempotency: IdempotencyOptions<Input> | undefined,
  input: Input,
  work: () => unknown,
  run: RouteRun,
  isKept: (answer: unknown) => boolean = () => true,
): RouteOutcome | Promise<RouteOutcome> {
  const problem = run.protection.refusal(route, run.peers.metrics, run.environment.clock.elapsed());
  if (problem !== undefined) return { problem };
  if (route.prepare !== undefined || idempotency !== undefined) {
    return runPrepared(route, idempotency, input, work, run, isKept);
  }
  const answer = work();
  return isThenable(answer) ? Promise.resolve(answer).then(toOutcome) : { answer };
}

function toOutcome(answer: unknown): RouteOutcome {
  return { answer };
}

async function runPrepared<Input>(
  route: RegisterRouteParams,
  idempotency: IdempotencyOptions<Input> | undefined,
  input: Input,
  work: () => unknown,
  run: RouteRun,
  isKept: (answer: unknown) => boolean,
): Promise<RouteOutcome> {
  const { prepare } = route;
  if (prepare !== undefined) {
    const key = `lambda:prepare:${routeLabel(route)}`;
    await run.peers.singleton.executeOnce({ key, run: async () => void (await prepare()) });
  }
  if (idempotency === undefined) return { answer: await work() };
  const answer = await run.idempotency.run(idempotency, input, async () => work(), {
    label: routeLabel(route),
    peers: run.peers,
    now: () => run.environment.clock.now(),
    remainingMs: () => run.invocation.remainingMs(),
    isKept,
  });
  return { answer };
}
