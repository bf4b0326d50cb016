import { errorCodes, type HttpAnswer, type HttpBodyStream } from '@hearthgate/contracts';
import { type Environment, GatewayError, hasCode, type Invocation, SignalOnRead } from '@hearthgate/kernel';
import { toFrontDoor } from '../http/front-door.ts';
import { httpMethod } from '../http/http-event.ts';
import type { LambdaPorts } from '../ports.ts';
import type { RouteTable } from '../routes/route-table.ts';
import { checkAnswer } from './answer-check.ts';
import { attempt, explain } from './attempt.ts';
import { dispatch } from './dispatch.ts';
import type { Dispatched, Progress } from './dispatched.ts';
import { awaitStart, type ExamineOptions, examine } from './examine.ts';
import type { Idempotency } from './idempotency.ts';
import { type Incoming, isUnattended } from './incoming.ts';
import { answerProblem, type Problem } from './problem.ts';
import type { Protection } from './protection.ts';
import { RouteCall } from './route-call.ts';
import type { Tally } from './tally.ts';
import { type Timed, withinTime } from './time-limit.ts';

export interface AnswerOptions extends ExamineOptions {
  readonly marginMs: number;
  readonly alexaTimeoutMs: number;
}

/** One event that has to be answered, and all that is needed for it. */
export interface Task {
  readonly incoming: Incoming;
  /** What is asked, in words. */
  readonly request: string;
  readonly invocation: Invocation;
  readonly environment: Environment;
  readonly peers: LambdaPorts;
  readonly routes: RouteTable;
  readonly idempotency: Idempotency;
  readonly protection: Protection;
  readonly options: AnswerOptions;
  /** Whether the answer goes to a response stream. */
  readonly canStream: boolean;
  /** Whether start-up has to be waited for: not for an event within another. */
  readonly isFirst: boolean;
  readonly tally: Tally;
  readonly noteCause: (cause: string, isSendersMistake?: boolean) => void;
}

/** What the sender of an event gets. */
export interface Answered {
  readonly answer: unknown;
  /** Follows the answer in parts. */
  readonly body?: HttpBodyStream | undefined;
  /** Aborts the handler's signal: whoever makes the parts may stop. */
  readonly stop?: (() => void) | undefined;
  /** Thrown in place of the answer, where only that brings the event back. */
  readonly failure?: GatewayError | undefined;
}

/** Problems that lie in what was sent, or in who sent it. They are told in the log and do not count as failures. */
const SENDERS_MISTAKES: readonly Problem['code'][] = [
  'LAMBDA_UNKNOWN_EVENT',
  'LAMBDA_REQUEST_REFUSED',
  'LAMBDA_CALLER_REFUSED',
  'LAMBDA_KEY_REUSED',
];

/** A valid answer before time is over, whatever start-up, the checks and the handler do. */
export function answerEvent(task: Task): Promise<Answered> {
  const progress: Progress = { doing: 'start-up', over: false, end: new SignalOnRead() };
  const limitMs = timeLimitMs(task);
  const settle = (timed: Timed<Dispatched>) => {
    progress.over = true;
    if (timed.inTime) return answered(task, progress, timed.value);
    SignalOnRead.abort(progress.end);
    return answered(task, progress, outOfTime(limitMs, progress, task.noteCause));
  };
  return withinTime(task.environment.clock, limitMs, work(task, progress), settle);
}

/** What the sender gets of what became of the event. */
function answered(task: Task, progress: Progress, dispatched: Dispatched): Answered {
  const { incoming, noteCause } = task;
  const settled = checked(incoming, dispatched);
  if (!('problem' in settled))
    return finished(settled.answer, task, settled.body, () => SignalOnRead.abort(progress.end));
  const { problem } = settled;
  if (problem.cause !== undefined) noteCause(problem.cause, SENDERS_MISTAKES.includes(problem.code));
  const answer = answerProblem(incoming, problem, makersOf(task));
  if (!isUnattended(incoming)) return finished(answer, task);
  const message = `${problem.message} (${problem.code}) Lambda delivers the event again.`;
  return { answer, failure: new GatewayError('LAMBDA_EVENT_FAILED', message, { data: { code: problem.code } }) };
}

function checked(incoming: Incoming, settled: Dispatched): Dispatched {
  if ('problem' in settled) return settled;
  const check = checkAnswer(incoming, settled.answer);
  if ('answer' in check) return check.answer === settled.answer ? settled : { ...settled, answer: check.answer };
  return { problem: { code: 'LAMBDA_HANDLER_FAILED', message: FAILED, cause: check.fault } };
}

/** Of a batch, what is done is done: only the rest comes again. */
function outOfTime(limitMs: number, { batch, doing }: Progress, noteCause: Task['noteCause']): Dispatched {
  const cause = `No answer within ${Math.round(limitMs)} ms: ${doing} was still running.`;
  const answer = batch?.answer();
  if (answer === undefined) {
    return { problem: { code: 'LAMBDA_DEADLINE_EXCEEDED', message: 'There was no answer in time.', cause } };
  }
  noteCause(cause);
  return { answer };
}

/** An HTTP answer in the form of its front door. HEAD is answered like GET, less the body. */
function finished(answer: unknown, { incoming, invocation }: Task, body?: HttpBodyStream, stop?: () => void): Answered {
  if (incoming.shape !== 'http') return { answer, stop };
  const http = answer as HttpAnswer;
  const headers: Record<string, string> = { ...http.headers };
  headers['x-correlation-id'] = invocation.correlationId;
  const isHead = (incoming.http?.method ?? httpMethod(incoming.event)) === 'HEAD';
  // Assigned, as members that follow a spread in a literal are made one by one.
  const whole: { -readonly [Name in keyof HttpAnswer]: HttpAnswer[Name] } = { ...http };
  whole.headers = headers;
  if (isHead) whole.body = '';
  return { answer: toFrontDoor(incoming.event, whole), body, stop };
}

const FAILED = 'The request could not be handled; the log has the cause under the correlation id.';

async function work(task: Task, progress: Progress): Promise<Dispatched> {
  const { incoming, invocation, peers, routes, options, environment, idempotency, protection, canStream } = task;
  const context = new RouteCall(invocation, progress, task.noteCause);
  const isHidden = (secret: string) => environment.secrets.has(secret) || invocation.secrets.has(secret);
  try {
    const problem =
      (task.isFirst ? await awaitStart(peers, task.tally) : undefined) ??
      examine(incoming, peers, options, context, isHidden);
    if (problem !== undefined) return { problem };
    progress.doing = 'the handler';
    const run = { peers, environment, invocation, idempotency, protection, context };
    return await dispatch(incoming, { routes, run, progress, canStream });
  } catch (error) {
    if (hasCode(error, 'LAMBDA_IN_PROGRESS')) {
      return { problem: { code: 'LAMBDA_IN_PROGRESS', message: (error as Error).message } };
    }
    if (hasCode(error, 'LAMBDA_KEY_REUSED')) {
      const { message } = error as Error;
      return { problem: { code: 'LAMBDA_KEY_REUSED', message, cause: message } };
    }
    if (!progress.over) attempt(() => peers.logging.recordError({ error, during: task.request }));
    return { problem: { code: 'LAMBDA_HANDLER_FAILED', message: FAILED, cause: explain(peers, error) } };
  }
}

/** Alexa waits no longer than its own limit, however much time Lambda would give. */
export function timeLimitMs({ incoming, invocation, environment, options }: Task): number {
  const isAlexa = incoming.shape === 'smart-home' || incoming.shape === 'skill';
  const nowMs = environment.clock.now();
  const alexaMs = isAlexa ? Math.max(0, options.alexaTimeoutMs - (nowMs - invocation.startedAtMs)) : Infinity;
  const remainingMs = Math.min(invocation.remainingMs(nowMs), alexaMs);
  // A function with a very short timeout still gives its handler half of it.
  return Math.max(remainingMs - options.marginMs, remainingMs / 2);
}

function makersOf({ peers, invocation }: Task): Parameters<typeof answerProblem>[2] {
  return {
    messageId: () => peers.utility.generateCorrelationId(),
    errorBody: ({ code, message }) =>
      peers.utility.createErrorResponse({
        code,
        message,
        retryable: errorCodes[code].retryable,
        correlationId: invocation.correlationId,
      }),
  };
}
