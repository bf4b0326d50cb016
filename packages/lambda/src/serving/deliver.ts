import type { HttpAnswer, HttpBodyStream, ResponseStream } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { writeJson, writeParts, writePrelude, writeWhole } from '../http/response-stream.ts';
import { type Answered, type Task, timeLimitMs } from './answer.ts';
import { attempt, explain } from './attempt.ts';
import { withinTime } from './time-limit.ts';

/** Sends an answer to a response stream; answers why it did not arrive as a whole, if so. */
export async function deliver(
  { answer, body, failure, stop }: Answered,
  task: Task,
  stream: ResponseStream,
): Promise<GatewayError | undefined> {
  if (failure !== undefined) return undefined;
  try {
    if (task.incoming.shape !== 'http') writeJson(stream, answer);
    else if (body === undefined) writeWhole(stream, answer as HttpAnswer);
    else await deliverParts(answer as HttpAnswer, body, task, stream);
    return undefined;
  } catch (error) {
    stop?.();
    attempt(() => task.peers.logging.recordError({ error, during: `${task.request}, sending the answer` }));
    const cause = explain(task.peers, error);
    task.noteCause(`The answer was not sent to its end. ${cause}`);
    return new GatewayError('LAMBDA_STREAM_BROKEN', 'The answer was not sent to its end.', { cause: error });
  }
}

async function deliverParts(answer: HttpAnswer, body: HttpBodyStream, task: Task, stream: ResponseStream) {
  let isOver = false;
  const limitMs = timeLimitMs(task);
  writePrelude(stream, answer);
  const written = writeParts(stream, body, () => isOver);
  await withinTime(task.environment.clock, limitMs, written, ({ inTime }) => {
    if (!inTime) throw new Error(`The body was not at its end within ${Math.round(limitMs)} ms.`);
  }).finally(() => {
    isOver = true;
  });
}
