import type { EventParams } from '@hearthgate/contracts';
import type { Environment } from '@hearthgate/kernel';
import type { LambdaPorts } from '../ports.ts';
import type { RouteTable } from '../route-table.ts';
import { type AnswerOptions, answerEvent, type Task } from './answer.ts';
import { attempt } from './attempt.ts';
import { describeOutcome, describeRequest } from './describe.ts';
import { type Door, readIncoming } from './incoming.ts';
import { startInvocation } from './invocation-start.ts';
import type { Tally } from './tally.ts';
import { withinTime } from './time-limit.ts';

/** Lines that have not left the process by then come with the next invocation. */
const MAX_FLUSH_MS = 100;
const MAX_CAUSES = 5;
const MAX_CAUSE_LENGTH = 500;

/** What an invocation that is being answered has noted so far. */
interface Serving {
  open: boolean;
  readonly causes: Set<string>;
}

const SERVING = Symbol('@hearthgate/lambda:serving');

export interface ServerParts {
  readonly environment: Environment;
  readonly routes: RouteTable;
  readonly tally: Tally;
  readonly options: AnswerOptions;
}

export type Serve = (params: EventParams, door: Door, peers: LambdaPorts) => Promise<unknown>;

/**
 * Answers events, each within an invocation: the current one, or a new one. An event that a handler hands on while its
 * invocation is being answered is part of that invocation: one start-up, one closing line, one metrics document.
 */
export function createServer(parts: ServerParts): Serve {
  const { environment, tally } = parts;
  return async ({ event, context }, door, peers) => {
    const incoming = readIncoming(event, door);
    const begin = () => {
      const newId = () => peers.utility.generateCorrelationId();
      return startInvocation(incoming, context, tally.isCold, environment, newId);
    };
    const invocation = environment.invocations.current() ?? begin();
    const serving = invocation.state<Serving>(SERVING, () => ({ open: false, causes: new Set() }));
    const task: Task = {
      ...parts,
      incoming,
      request: describeRequest(incoming),
      invocation,
      peers,
      isFirst: !serving.open,
      noteCause: (cause) => note(serving, cause),
    };
    if (serving.open) return answerEvent(task);
    tally.begin();
    // The call that made the invocation came before it, so the pipeline could not note it there.
    invocation.enter(environment.chains.bitOf('lambda'), 'lambda');
    return environment.invocations.run(invocation, () => serveInvocation(task, serving, tally));
  };
}

async function serveInvocation(task: Task, serving: Serving, tally: Tally): Promise<unknown> {
  const { clock } = task.environment;
  const startedAt = clock.elapsed();
  serving.open = true;
  serving.causes.clear();
  try {
    const answer = await answerEvent(task);
    const durationMs = clock.elapsed() - startedAt;
    await close(task, describeOutcome(task.incoming.shape, answer), [...serving.causes], durationMs, tally);
    return answer;
  } finally {
    serving.open = false;
  }
}

/** One line and one document for the invocation. A peer that fails here takes nothing from the answer. */
async function close(task: Task, outcome: string, causes: readonly string[], durationMs: number, tally: Tally) {
  const { peers, request, invocation, environment } = task;
  const failed = causes.length > 0;
  const cause = failed ? causes.join('; ') : undefined;
  tally.end(failed);
  // Counted first, so that the line names metrics among the gateways too.
  attempt(() => peers.metrics.countInvocation({ durationMs, failed, coldStart: invocation.coldStart }));
  attempt(() => peers.logging.recordRequest({ request, outcome, cause, durationMs }));
  attempt(() => peers.metrics.publish());
  const flushed = Promise.resolve(attempt(() => peers.logging.flush())).catch(() => undefined);
  await withinTime(environment.clock, MAX_FLUSH_MS, flushed);
}

function note({ causes }: Serving, cause: string): void {
  if (typeof cause !== 'string' || cause.trim() === '' || causes.size >= MAX_CAUSES) return;
  causes.add(cause.trim().slice(0, MAX_CAUSE_LENGTH));
}
