import type { AlexaIdentity, CreateAlexaResponseParams } from '@hearthgate/contracts';
import { askHome } from '../bridge/ask-home.ts';
import { HomeFailure } from '../bridge/failure.ts';
import type { ExtensionParts, ExtensionState, Turn } from '../extension-parts.ts';
import type { HomeSettingsOn } from '../settings/home-settings.ts';
import { markCaller } from './caller-marks.ts';
import { type ConversationReply, conversationRequest, readConversationReply } from './conversation.ts';
import { cutSpeech } from './cut-speech.ts';
import { meaningOf } from './intent-meaning.ts';
import { phrasesOf } from './phrases/phrases.ts';
import type { Phrases } from './phrases/wording.ts';
import { progressiveSpeech, speakMeanwhile } from './progressive.ts';
import { NEW_DIALOG, readMemory, type SessionMemory, writeMemory } from './session-memory.ts';
import type { SkillRequest } from './skill-request.ts';
import { languageOf } from './speech.ts';

/** A request that is answered in words, and what the answer is made with. */
export interface SkillTurn {
  readonly parts: ExtensionState;
  readonly settings: HomeSettingsOn | HomeFailure;
  readonly event: unknown;
  readonly request: SkillRequest;
  /** Of the person who speaks. */
  readonly language: string;
  readonly phrases: Phrases;
  readonly turn: Turn;
}

/** Who calls. Throws `GatewayError` when the skill is none of those that may. */
export function callerOf(parts: ExtensionParts, settings: HomeSettingsOn, event: unknown): AlexaIdentity {
  const { skillIds } = settings;
  const caller = parts.gateways.security.operations.authenticateAlexa({ request: event, allowedSkillIds: skillIds });
  markCaller(parts, settings, event);
  return caller;
}

/** Answers what a person said, by the skill itself or by the home's conversation. */
export async function answerIntent(skillTurn: SkillTurn): Promise<CreateAlexaResponseParams> {
  const { parts, settings, event, request, language, phrases } = skillTurn;
  const memory = readMemory(request.attributes);
  const caller = settings instanceof HomeFailure ? undefined : callerOf(parts, settings, event);
  const spoken = settings instanceof HomeFailure ? language : (settings.conversation.language ?? language);
  // Words for an intent of Alexa's are said in the language that the home is told.
  const meaning = meaningOf(request, phrasesOf(languageOf(spoken)).commands);
  const listen = (speech: string, kept = { ...memory, dialogOpen: true }) => keepListening(speech, skillTurn, kept);
  switch (meaning.kind) {
    case 'goodbye':
      return { type: 'simple', speech: phrases.goodbye, shouldEndSession: true };
    case 'help':
      return listen(phrases.help);
    case 'repeat':
      return memory.lastSpeech === undefined ? listen(phrases.greeting) : listen(memory.lastSpeech, memory);
    case 'start-over':
      return listen(phrases.greeting, NEW_DIALOG);
    case 'denied':
      return listen(phrases.reprompt);
    case 'not-understood':
      return listen(phrases.notUnderstood);
  }
  if (settings instanceof HomeFailure) throw settings;
  const { agentId } = settings.conversation;
  const question = conversationRequest(meaning.text, spoken, agentId, memory.conversationId);
  const reply = await askConversation(skillTurn, settings, question, caller?.token);
  // A home or a proxy that quotes what it was sent must not have it spoken.
  const speech = parts.gateways.security.operations.filterSensitive({ data: reply.speech || phrases.done });
  if (!reply.continues && !memory.dialogOpen) {
    return { type: 'simple', speech: cutSpeech(speech, language), shouldEndSession: true };
  }
  const conversationId = reply.conversationId ?? memory.conversationId;
  return keepListening(speech, skillTurn, { ...memory, conversationId, lastSpeech: speech });
}

async function askConversation(
  { parts, event, phrases, turn }: SkillTurn,
  settings: HomeSettingsOn,
  body: object,
  ownToken: string | undefined,
): Promise<ConversationReply> {
  const meanwhile = progressiveSpeech(event, turn, phrases.oneMoment);
  const end = speakMeanwhile(parts, meanwhile, settings.conversation.progressiveAfterMs);
  try {
    return readConversationReply(
      await askHome(parts, settings, turn, { path: '/api/conversation/process', body, ownToken }),
    );
  } finally {
    end();
  }
}

/** Says something and leaves the session open for the next sentence. */
export function keepListening(
  speech: string,
  { phrases, language }: Pick<SkillTurn, 'phrases' | 'language'>,
  memory: SessionMemory,
): CreateAlexaResponseParams {
  return {
    type: 'reprompt',
    speech: cutSpeech(speech, language),
    reprompt: phrases.reprompt,
    sessionAttributes: writeMemory(memory, language),
  };
}
