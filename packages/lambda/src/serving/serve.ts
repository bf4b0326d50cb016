import type { EventParams, ResponseStream } from '@hearthgate/contracts';
import { type Environment, type GatewayError, knownSecrets, redactText } from '@hearthgate/kernel';
import type { LambdaPorts } from '../ports.ts';
import type { RouteTable } from '../routes/route-table.ts';
import { type Answered, type AnswerOptions, answerEvent, type Task } from './answer.ts';
import { attempt } from './attempt.ts';
import { deliver } from './deliver.ts';
import { cutTo, describeOutcome, describeRequest, type Hide } from './describe.ts';
import type { Idempotency } from './idempotency.ts';
import { type Door, readIncoming } from './incoming.ts';
import { startInvocation } from './invocation-start.ts';
import type { Protection } from './protection.ts';
import type { Tally } from './tally.ts';
import { withinTime } from './time-limit.ts';

/** Lines that have not left the process by then come with the next invocation. */
const MAX_FLUSH_MS = 100;
const MAX_CAUSES = 5;
const MAX_CAUSE_LENGTH = 500;

/** What an invocation that is being answered has noted so far. */
interface Serving {
  open: boolean;
  /** What went wrong, and whether that was the sender's own mistake; none while nothing did. */
  causes: Map<string, boolean> | undefined;
}

const SERVING = Symbol('@hearthgate/lambda:serving');

export interface ServerParts {
  readonly environment: Environment;
  readonly routes: RouteTable;
  readonly tally: Tally;
  readonly idempotency: Idempotency;
  readonly protection: Protection;
  readonly options: AnswerOptions;
}

export type Serve = (
  params: EventParams,
  door: Door,
  peers: LambdaPorts,
  stream?: ResponseStream | undefined,
) => Promise<unknown>;

/**
 * Answers events, each within an invocation: the current one, or a new one. An event that a handler hands on while its
 * invocation is being answered is part of that invocation: one start-up, one closing line, one metrics document.
 */
export function createServer(parts: ServerParts): Serve {
  const { environment, routes, idempotency, protection, options, tally } = parts;
  const hide = (text: string) => redactText(text, knownSecrets(environment));
  return ({ event, context }, door, peers, stream) => {
    const incoming = readIncoming(event, door);
    const begin = () => {
      const newId = () => peers.utility.generateCorrelationId();
      return startInvocation(incoming, context, tally.isCold, environment, newId);
    };
    const invocation = environment.invocations.current() ?? begin();
    const serving = invocation.state<Serving>(SERVING, beginServing);
    const task: Task = {
      environment,
      routes,
      idempotency,
      protection,
      options,
      tally,
      incoming,
      request: describeRequest(incoming, hide),
      invocation,
      peers,
      isFirst: !serving.open,
      // Only what began the invocation owns its stream.
      canStream: stream !== undefined && !serving.open,
      noteCause: (cause, isSendersMistake = false) => note(serving, cause, isSendersMistake, hide),
    };
    if (serving.open) return answerEvent(task).then(settle);
    tally.begin();
    // The call that made the invocation came before it, so the pipeline could not note it there.
    invocation.enter(environment.chains.bitOf('lambda'), 'lambda');
    return environment.invocations.run(invocation, () => serveInvocation(task, serving, tally, stream));
  };
}

function beginServing(): Serving {
  return { open: false, causes: undefined };
}

async function serveInvocation(
  task: Task,
  serving: Serving,
  tally: Tally,
  stream: ResponseStream | undefined,
): Promise<unknown> {
  const { clock } = task.environment;
  const startedAt = clock.elapsed();
  serving.open = true;
  serving.causes = undefined;
  try {
    const answered = await answerEvent(task);
    const broken = stream === undefined ? undefined : await deliver(answered, task, stream);
    const durationMs = clock.elapsed() - startedAt;
    const outcome = outcomeOf(task, answered, broken);
    close(task, outcome, serving.causes, durationMs, tally);
    await flushed(task);
    return settle(broken === undefined ? answered : { ...answered, failure: broken });
  } finally {
    serving.open = false;
  }
}

function outcomeOf({ incoming }: Task, { answer, failure }: Answered, broken: GatewayError | undefined): string {
  if (failure !== undefined) return `thrown ${failure.data?.code ?? failure.code}`;
  const outcome = describeOutcome(incoming.shape, answer);
  return broken === undefined ? outcome : `${outcome}, then ${broken.code}`;
}

function settle({ answer, failure }: Answered): unknown {
  if (failure !== undefined) throw failure;
  return answer;
}

/** One line and one document for the invocation. A peer that fails here takes nothing from the answer. */
function close(task: Task, outcome: string, causes: Serving['causes'], durationMs: number, tally: Tally): void {
  const { peers, request, invocation } = task;
  const cause = causes === undefined ? undefined : [...causes.keys()].join('; ');
  // A stranger who sends nonsense must not make the function look ill.
  const failed = causes !== undefined && [...causes.values()].some((isSendersMistake) => !isSendersMistake);
  tally.end(failed, durationMs);
  // Counted first, so that the line names metrics among the gateways too.
  attempt(() => peers.metrics.countInvocation({ durationMs, failed, coldStart: invocation.coldStart }));
  attempt(() => peers.logging.recordRequest({ request, outcome, cause, durationMs }));
  attempt(() => peers.metrics.publish());
}

/** Waits a little until what was written has left the process. Mostly it has, and a limit costs more than there is to do. */
function flushed({ peers, environment }: Task): Promise<unknown> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  const flushing = Promise.resolve(attempt(() => peers.logging.flush())).then(over, over);
  // Comes after `over` where there was nothing to wait for.
  return Promise.resolve().then(() =>
    isOver ? undefined : withinTime(environment.clock, MAX_FLUSH_MS, flushing, nothing),
  );
}

function nothing(): void {}

function note(serving: Serving, cause: string, isSendersMistake: boolean, hide: Hide): void {
  if (typeof cause !== 'string' || cause.trim() === '') return;
  serving.causes ??= new Map();
  const { causes } = serving;
  if (causes.size >= MAX_CAUSES) return;
  causes.set(cutTo(MAX_CAUSE_LENGTH, cause.trim(), hide), isSendersMistake);
}
