import { errorCodes, type HttpAnswer, type RouteContext } from '@hearthgate/contracts';
import type { Environment, Invocation } from '@hearthgate/kernel';
import { httpMethod } from '../http/http-event.ts';
import type { LambdaPorts } from '../ports.ts';
import type { RouteTable } from '../route-table.ts';
import { checkAnswer } from './answer-check.ts';
import { attempt, explain } from './attempt.ts';
import { type Dispatched, dispatch } from './dispatch.ts';
import { awaitStart, type ExamineOptions, examine } from './examine.ts';
import type { Incoming } from './incoming.ts';
import { answerProblem, type Problem } from './problem.ts';
import { withinTime } from './time-limit.ts';

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
  readonly options: AnswerOptions;
  /** Whether start-up has to be waited for: not for an event within another. */
  readonly isFirst: boolean;
  readonly noteCause: (cause: string) => void;
}

/** A valid answer before time is over, whatever start-up, the checks and the handler do. */
export async function answerEvent(task: Task): Promise<unknown> {
  const { incoming, environment, noteCause } = task;
  const progress = { doing: 'start-up', over: false };
  const limitMs = timeLimitMs(task);
  const timed = await withinTime(environment.clock, limitMs, work(task, progress));
  progress.over = true;
  const settled = timed.inTime ? timed.value : { problem: tooLate(limitMs, progress.doing) };
  let problem: Problem | undefined;
  let answer: unknown;
  if ('problem' in settled) {
    problem = settled.problem;
  } else {
    const check = checkAnswer(incoming, settled.answer);
    if ('fault' in check) problem = { code: 'LAMBDA_HANDLER_FAILED', message: FAILED, cause: check.fault };
    else answer = check.answer;
  }
  if (problem !== undefined) {
    if (problem.cause !== undefined) noteCause(problem.cause);
    answer = answerProblem(incoming, problem, makersOf(task));
  }
  return incoming.shape === 'http' ? finishHttp(answer as HttpAnswer, task) : answer;
}

/** HEAD is answered like GET, less the body. */
function finishHttp(answer: HttpAnswer, { incoming, invocation }: Task): HttpAnswer {
  const headers = { ...answer.headers, 'x-correlation-id': invocation.correlationId };
  return { ...answer, headers, body: httpMethod(incoming.event) === 'HEAD' ? '' : answer.body };
}

const FAILED = 'The request could not be handled; the log has the cause under the correlation id.';

async function work(task: Task, progress: { doing: string; readonly over: boolean }): Promise<Dispatched> {
  const { incoming, invocation, peers, routes, options } = task;
  const context: RouteContext = {
    correlationId: invocation.correlationId,
    coldStart: invocation.coldStart,
    remainingMs: () => invocation.remainingMs(),
    noteCause: (cause) => {
      // Who speaks after the answer was given for him would only confuse the log.
      if (!progress.over) task.noteCause(cause);
    },
  };
  try {
    const problem = (task.isFirst ? await awaitStart(peers) : undefined) ?? examine(incoming, peers, options);
    if (problem !== undefined) return { problem };
    progress.doing = 'the handler';
    return await dispatch(incoming, routes, context);
  } catch (error) {
    if (!progress.over) attempt(() => peers.logging.recordError({ error, during: task.request }));
    return { problem: { code: 'LAMBDA_HANDLER_FAILED', message: FAILED, cause: explain(peers, error) } };
  }
}

/** Alexa waits no longer than its own limit, however much time Lambda would give. */
function timeLimitMs({ incoming, invocation, environment, options }: Task): number {
  const isAlexa = incoming.shape === 'smart-home' || incoming.shape === 'skill';
  const spentMs = environment.clock.now() - invocation.startedAtMs;
  const alexaMs = isAlexa ? Math.max(0, options.alexaTimeoutMs - spentMs) : Infinity;
  const remainingMs = Math.min(invocation.remainingMs(), alexaMs);
  // A function with a very short timeout still gives its handler half of it.
  return Math.max(remainingMs - options.marginMs, remainingMs / 2);
}

function tooLate(limitMs: number, doing: string): Problem {
  const cause = `No answer within ${Math.round(limitMs)} ms: ${doing} was still running.`;
  return { code: 'LAMBDA_DEADLINE_EXCEEDED', message: 'There was no answer in time.', cause };
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
