import { HomeFailure } from '../bridge/failure.ts';
import { isObject } from '../bridge/json.ts';
import { speakable } from './cut-speech.ts';

/** What the home said in a conversation. */
export interface ConversationReply {
  /** Plain text; empty when the home had nothing to say. */
  readonly speech: string;
  readonly conversationId: string | undefined;
  /** Whether the home asked something back: as newer releases say outright, or with a question at the end. */
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
  const words = speakable(text);
  return {
    speech: words,
    conversationId: typeof conversationId === 'string' ? conversationId : undefined,
    continues: answer.continue_conversation === true || ENDS_IN_QUESTION.test(words.slice(-LAST_WORDS)),
  };
}

/** Enough to see how the words end. */
const LAST_WORDS = 100;

/**
 * A question mark at the end of the words, with marks, brackets, quotes or emoji after it: Latin, full-width, small,
 * Arabic, Ethiopic, Vai, doubled ones, and the Greek one, which is often written as a semicolon.
 */
const ENDS_IN_QUESTION = /(?:[?？﹖؟፧꘏⁇⁈⁉‽]|\u037e|(?<=\p{Script=Greek});)[\p{P}\p{S}\p{M}\p{Cf}\s]*$/u;

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
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES.get(entity) ?? entity);
}
