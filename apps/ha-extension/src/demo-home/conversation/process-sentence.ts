import { nameOf } from '../entity.ts';
import { HOME_CONFIG } from '../home-config.ts';
import type { HomeState } from '../home-state.ts';
import { createUlid } from '../ids.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { fulfil, type IntentResult } from './fulfil.ts';
import { languageFor, recognize } from './recognize.ts';

const OPTIONAL_FIELDS: readonly string[] = ['language', 'agent_id', 'conversation_id'];
const AGENTS: readonly string[] = ['homeassistant', 'conversation.home_assistant'];

/**
 * What is wrong with the body of `POST /api/conversation/process`, or `undefined` when nothing is. Only known fields
 * are taken, each of them text: an unknown key or a `null` is refused, as Home Assistant's schema refuses it.
 */
export function conversationFault(body: Json): string | undefined {
  if (!isJsonObject(body)) return 'expected a dictionary';
  for (const [key, value] of Object.entries(body)) {
    if (key !== 'text' && !OPTIONAL_FIELDS.includes(key)) return `extra keys not allowed @ data['${key}']`;
    if (typeof value !== 'string') return `expected str for dictionary value @ data['${key}']`;
  }
  if (body.text === undefined) return "required key not provided @ data['text']";
  if (body.agent_id !== undefined && !AGENTS.includes(String(body.agent_id))) {
    return "invalid agent ID for dictionary value @ data['agent_id']";
  }
  return undefined;
}

/** Understands a sentence, acts on it and answers as the conversation API does; takes a body without fault. */
export function processSentence(home: HomeState, body: JsonObject): JsonObject {
  const tag = typeof body.language === 'string' ? body.language : HOME_CONFIG.language;
  const language = languageFor(tag);
  const intent = recognize(String(body.text), language);
  const result: IntentResult =
    intent === undefined
      ? { type: 'error', code: 'no_intent_match', speech: language.phrases.notUnderstood }
      : fulfil(home, intent, language);
  return {
    response: {
      speech: { plain: { speech: result.speech, extra_data: null } },
      card: {},
      language: tag,
      response_type: result.type,
      data: dataOf(result),
    },
    conversation_id: body.conversation_id ?? createUlid(home.random, home.now()),
    continue_conversation: false,
  };
}

function dataOf(result: IntentResult): JsonObject {
  if (result.type === 'error') return { code: result.code };
  const success = result.entities.map((entity) => ({ name: nameOf(entity), type: 'entity', id: entity.entity_id }));
  return { targets: [], success, failed: [] };
}
