import type { AlexaResponse, CreateAlexaResponseParams } from '@hearthgate/contracts';
import { failureOfError } from '../bridge/classify.ts';
import { HomeFailure } from '../bridge/failure.ts';
import { noteFailure } from '../bridge/note-failure.ts';
import type { ExtensionState, Turn } from '../extension-parts.ts';
import type { HomeSettingsOn } from '../settings/home-settings.ts';
import { answerIntent, callerOf, keepListening, type SkillTurn } from './answer-intent.ts';
import { canFulfill } from './can-fulfill.ts';
import { noteNotice } from './notices.ts';
import { phrasesOf } from './phrases/phrases.ts';
import type { Phrases } from './phrases/wording.ts';
import { NEW_DIALOG, readMemory, type SessionMemory, writeMemory } from './session-memory.ts';
import { readSkillRequest, type SkillRequest } from './skill-request.ts';
import { languageOf, speechOfFailure } from './speech.ts';

/** Answers any custom-skill request, asking the home's conversation where there is something to ask. */
export async function answerSkill(
  parts: ExtensionState,
  settings: HomeSettingsOn | HomeFailure,
  event: unknown,
  turn: Turn,
): Promise<AlexaResponse> {
  const request = readSkillRequest(event);
  const language = languageOf(request.locale);
  const phrases = phrasesOf(language);
  const skillTurn: SkillTurn = { parts, settings, event, request, language, phrases, turn };
  const answer = (params: CreateAlexaResponseParams) => parts.gateways.lambda.operations.createAlexaResponse(params);
  try {
    switch (request.type) {
      case 'LaunchRequest':
        return answer(open(skillTurn, phrases.greeting, NEW_DIALOG));
      case 'SessionResumedRequest':
        return answer(open(skillTurn, phrases.reprompt, { ...readMemory(request.attributes), dialogOpen: true }));
      case 'IntentRequest':
        return answer(await answerIntent(skillTurn));
      case 'CanFulfillIntentRequest':
        return canFulfill(request, !(settings instanceof HomeFailure));
      default:
        noteNotice(parts, event, turn);
        return silence(request, answer({ type: 'empty' }), language);
    }
  } catch (error) {
    const failure = failureOfError(error);
    noteFailure(parts, failure, turn);
    return answer(speakFailure(failure, settings, phrases, turn));
  }
}

/** Opens the skill for sentences, when there is a home to say them to. */
function open(skillTurn: SkillTurn, speech: string, memory: SessionMemory): CreateAlexaResponseParams {
  const { parts, settings, event } = skillTurn;
  if (settings instanceof HomeFailure) throw settings;
  callerOf(parts, settings, event);
  return keepListening(speech, skillTurn, memory);
}

/** Requests in whose answers Alexa allows nothing at all, or nothing that the skill has. */
const NOTHING_ALLOWED =
  /^(?:SessionEndedRequest$|(?:AlexaSkillEvent|AudioPlayer|PlaybackController|System|Messaging)\.)/;

/**
 * The answer to players, displays, buttons, purchases, notices and whatever Alexa thinks of next: no words, which would
 * interrupt, and no directives. One in the middle of a conversation must not end it, so what is kept is kept.
 */
function silence(request: SkillRequest, empty: AlexaResponse, language: string): AlexaResponse {
  if (NOTHING_ALLOWED.test(request.type)) return empty;
  const sessionAttributes = writeMemory(readMemory(request.attributes), language);
  return Object.keys(sessionAttributes).length === 0 ? empty : { ...empty, sessionAttributes };
}

/** Linking helps where the person's own token is missing or refused; a refused setting is for whoever set it. */
function speakFailure(
  { kind }: HomeFailure,
  settings: HomeSettingsOn | HomeFailure,
  phrases: Phrases,
  turn: Turn,
): CreateAlexaResponseParams {
  const isOurToken = turn.trusted && !(settings instanceof HomeFailure) && !settings.tokenSources.includes('directive');
  if (kind === 'unauthorized' && isOurToken) return { type: 'error', speech: phrases.notConfigured };
  const mustLink = kind === 'unauthorized' || kind === 'no-token';
  return { type: mustLink ? 'link-account' : 'error', speech: speechOfFailure(kind, phrases) };
}
