import { jsonRoomLeft } from '@hearthgate/kernel';
import { emptyResponse } from '../alexa/skill-response.ts';
import { isSmartHomeMessage } from '../alexa/smart-home-message.ts';
import { httpSource } from '../http/http-event.ts';
import { isRecord, own, ownText } from '../member.ts';
import type { Incoming } from './incoming.ts';
import { isSilent } from './problem.ts';

/** Lambda's limit for an answer, in bytes. */
export const MAX_ANSWER_BYTES: number = 6 * 1_048_576;

/**
 * What a load balancer takes from Lambda as JSON (Elastic Load Balancing, "Lambda functions as targets": 1 MB), less the room
 * for what is added to an answer for it: headers in the other form, status and correlation id.
 */
const MAX_LOAD_BALANCER_BYTES = 1_048_576 - 8_192;

export type AnswerCheck = { readonly answer: unknown } | { readonly fault: string };

/** A handler's answer if Lambda can send it and it has the form that the sender of the event understands. */
export function checkAnswer(incoming: Incoming, answer: unknown): AnswerCheck {
  if (incoming.shape === 'skill' && (answer === undefined || answer === null) && isSilent(incoming.event)) {
    return { answer: emptyResponse };
  }
  const fault = formFault(incoming, answer) ?? transportFault(answer, incoming);
  return fault === undefined ? { answer } : { fault };
}

function formFault({ shape }: Incoming, answer: unknown): string | undefined {
  if (shape === 'smart-home' && !isSmartHomeMessage(answer)) {
    return 'The handler answered no message to Alexa: it lacks event.header with namespace, name and messageId.';
  }
  if (shape === 'skill' && !(ownText(answer, 'version') !== undefined && isRecord(own(answer, 'response')))) {
    return 'The handler answered no custom-skill envelope: it lacks version or response.';
  }
  return undefined;
}

/** Deeper answers are written to see what they are. */
const MAX_LOOKED_DEPTH = 100;

/** The runtime writes the answer as JSON after the handler has returned, where a failure could no longer be answered. */
function transportFault(answer: unknown, { shape, event }: Incoming): string | undefined {
  try {
    const maxBytes = shape === 'http' && httpSource(event) === 'alb' ? MAX_LOAD_BALANCER_BYTES : MAX_ANSWER_BYTES;
    // So that nearly no answer is written twice.
    if (jsonRoomLeft(answer, MAX_LOOKED_DEPTH, maxBytes) >= 0) return undefined;
    const text = JSON.stringify(answer) ?? 'null';
    // A character is three bytes at most.
    if (text.length <= maxBytes / 3) return undefined;
    const bytes = Buffer.byteLength(text);
    if (bytes <= maxBytes) return undefined;
    return maxBytes === MAX_ANSWER_BYTES
      ? `The answer has ${bytes} bytes; Lambda sends at most ${maxBytes}.`
      : `The answer has ${bytes} bytes; a load balancer takes at most ${maxBytes}.`;
  } catch (error) {
    return `The answer cannot be written as JSON: ${error instanceof Error ? error.message : 'its toJSON threw'}`;
  }
}
