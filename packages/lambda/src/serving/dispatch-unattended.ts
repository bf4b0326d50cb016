import type { SqsMessage } from '@hearthgate/contracts';
import { readEventBridge } from '../events/event-bridge.ts';
import { readSns, readSqs } from '../events/records.ts';
import type { RouteTable } from '../routes/route-table.ts';
import { attempt, explain } from './attempt.ts';
import { BatchProgress, runBatch } from './batch.ts';
import type { Dispatched, Progress } from './dispatched.ts';
import type { Problem } from './problem.ts';
import { type RouteOutcome, type RouteRun, runRoute } from './run-route.ts';

const DEFAULT_CONCURRENCY = 10;

/** One event of EventBridge. */
export async function dispatchEventBridge(event: unknown, routes: RouteTable, run: RouteRun): Promise<Dispatched> {
  const read = readEventBridge(event);
  const route = routes.findEventBridge(read);
  if (route === undefined) return { problem: noRoute(`events of ${read.source}, ${read.detailType}`) };
  return runRoute(route, route.idempotency, read, () => route.handler(read, run.context), run);
}

/** The notifications of one SNS event, in order; AWS sends one at a time. The first that fails ends it. */
export async function dispatchSns(event: unknown, routes: RouteTable, run: RouteRun): Promise<Dispatched> {
  let outcome: RouteOutcome = { answer: undefined };
  for (const message of readSns(event)) {
    const route = routes.findSns(message.topic);
    if (route === undefined) return { problem: noRoute(`notifications of topic ${message.topic}`) };
    const work = () => route.handler(message, run.context);
    outcome = await runRoute(route, route.idempotency, message, work, run);
    if ('problem' in outcome) return outcome;
  }
  return outcome;
}

/** A batch of SQS: answers what failed, or fails as a whole when everything did. */
export async function dispatchSqs(
  event: unknown,
  routes: RouteTable,
  run: RouteRun,
  progress: Progress,
): Promise<Dispatched> {
  const messages = readSqs(event);
  if (messages.some(({ messageId }) => messageId === '')) {
    const message = 'A message of the batch has no messageId, so none can be told from the others.';
    return { problem: { code: 'LAMBDA_REQUEST_REFUSED', message, cause: message } };
  }
  const batch = new BatchProgress(messages);
  progress.batch = batch;
  let last: Problem | undefined;
  await runBatch(
    messages,
    batch,
    (queue) => routes.findSqs(queue)?.concurrency ?? DEFAULT_CONCURRENCY,
    async (message) => {
      // What would begin now would be frozen with the environment, and come a second time.
      if (progress.over) return false;
      const problem = await handleMessage(message, routes, run, progress);
      if (problem === undefined) return true;
      last = problem;
      if (problem.cause !== undefined) run.context.noteCause(problem.cause);
      return false;
    },
  );
  const answer = batch.answer();
  if (answer !== undefined) return { answer };
  return { problem: last ?? { code: 'LAMBDA_HANDLER_FAILED', message: 'No message of the batch was handled.' } };
}

async function handleMessage(
  message: SqsMessage,
  routes: RouteTable,
  run: RouteRun,
  progress: Progress,
): Promise<Problem | undefined> {
  const { peers, context } = run;
  const route = routes.findSqs(message.queue);
  if (route === undefined) return noRoute(`messages of queue ${message.queue}`);
  try {
    const work = () => route.handler(message, context);
    const outcome = await runRoute(route, route.idempotency, message, work, run);
    return 'problem' in outcome ? outcome.problem : undefined;
  } catch (error) {
    const during = `message ${message.messageId} of queue ${message.queue}`;
    if (!progress.over) attempt(() => peers.logging.recordError({ error, during }));
    const cause = `${during}: ${explain(peers, error)}`;
    return { code: 'LAMBDA_HANDLER_FAILED', message: 'No message of the batch was handled.', cause };
  }
}

function noRoute(what: string): Problem {
  const message = `No handler is installed for ${what}.`;
  return { code: 'LAMBDA_NO_ROUTE', message, cause: `${message} Register a route for it.` };
}
