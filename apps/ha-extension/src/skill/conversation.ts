import { HomeFailure } from '../bridge/failure.ts';
import { isObject } from '../bridge/json.ts';

/** What the home said in a conversation. */
export interface ConversationReply {
  /** Plain text; empty when the home had nothing to say. */
  readonly speech: string;
  readonly conversationId: string | undefined;
  /** Whether the home asked something back. */
  readonly continues: boolean;
}

/**
 * The body for `/api/conversation/process`. Members without a value are left out: Home Assistant refuses nulls and
 * unknown members with 400.
 */
export function conversationRequest(
  text: string,
  language: string,
  agentId: string | undefined,
  conversationId: string | undefined,
): object {
  return {
    text,
    language,
    ...(agentId === undefined ? {} : { agent_id: agentId }),
    ...(conversationId === undefined ? {} : { conversation_id: conversationId }),
  };
}

/** Reads the home's answer. Throws `HomeFailure` when it is none. */
export function readConversationReply(answer: unknown): ConversationReply {
  const response = isObject(answer) ? answer.response : undefined;
  if (!isObject(answer) || !isObject(response)) {
    throw new HomeFailure('unexpected-answer', 'no response of a conversation');
  }
  const speech = isObject(response.speech) ? response.speech : {};
  const plain = isObject(speech.plain) ? speech.plain.speech : undefined;
  const ssml = isObject(speech.ssml) ? speech.ssml.speech : undefined;
  const text = typeof plain === 'string' ? plain : typeof ssml === 'string' ? textOfMarkup(ssml) : '';
  const conversationId = answer.conversation_id;
  return {
    speech: text.replace(/\s+/g, ' ').trim(),
    conversationId: typeof conversationId === 'string' ? conversationId : undefined,
    continues: answer.continue_conversation === true,
  };
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&amp;', '&'],
]);

/** The words of SSML. Plain text is not read so: `below < 5 and > 3` has no tag in it. */
function textOfMarkup(ssml: string): string {
  return ssml
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES.get(entity) ?? entity);
}
