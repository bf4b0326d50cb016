import type { AlexaIdentity, AlexaResponse, CreateAlexaResponseParams } from '@hearthgate/contracts';
import { askHome } from '../bridge/ask-home.ts';
import { failureOfError } from '../bridge/classify.ts';
import { HomeFailure } from '../bridge/failure.ts';
import { noteFailure } from '../bridge/note-failure.ts';
import type { ExtensionParts, ExtensionState, Turn } from '../extension-parts.ts';
import type { HomeSettingsOn } from '../settings/home-settings.ts';
import { conversationRequest, readConversationReply } from './conversation.ts';
import { readSkillRequest, type SkillRequest } from './skill-request.ts';
import { languageOf, type Phrases, phrasesOf, speechOfFailure } from './speech.ts';

/** What the skill keeps in the session, under names of its own. */
const CONVERSATION_ID = 'conversationId';
const DIALOG_OPEN = 'dialogOpen';
const MAX_ID_LENGTH = 500;

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
  const answer = (params: CreateAlexaResponseParams) => parts.gateways.lambda.operations.createAlexaResponse(params);
  try {
    switch (request.type) {
      case 'LaunchRequest':
        if (settings instanceof HomeFailure) throw settings;
        callerOf(parts, settings, event);
        return answer(keepListening(phrases.greeting, phrases, undefined));
      case 'IntentRequest':
        return answer(await answerIntent({ parts, settings, event, request, language, phrases, turn }));
      case 'CanFulfillIntentRequest':
        return canFulfill(request);
      default:
        // The end of a session, skill events, players and displays: Alexa allows no speech in the answer.
        return answer({ type: 'empty' });
    }
  } catch (error) {
    const failure = failureOfError(error);
    noteFailure(parts, failure, turn);
    return answer(speakFailure(failure, settings, phrases, turn));
  }
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

function callerOf(parts: ExtensionParts, { skillIds }: HomeSettingsOn, event: unknown): AlexaIdentity {
  return parts.gateways.security.operations.authenticateAlexa({ request: event, allowedSkillIds: skillIds });
}

interface IntentTurn {
  readonly parts: ExtensionState;
  readonly settings: HomeSettingsOn | HomeFailure;
  readonly event: unknown;
  readonly request: SkillRequest;
  readonly language: string;
  readonly phrases: Phrases;
  readonly turn: Turn;
}

async function answerIntent(intentTurn: IntentTurn): Promise<CreateAlexaResponseParams> {
  const { parts, settings, event, request, language, phrases, turn } = intentTurn;
  const conversationId = conversationIn(request.attributes[CONVERSATION_ID]);
  const caller = settings instanceof HomeFailure ? undefined : callerOf(parts, settings, event);
  switch (request.intent) {
    case 'AMAZON.StopIntent':
    case 'AMAZON.CancelIntent':
    case 'AMAZON.NavigateHomeIntent':
      return { type: 'simple', speech: phrases.goodbye, shouldEndSession: true };
    case 'AMAZON.HelpIntent':
      return keepListening(phrases.help, phrases, conversationId);
    case 'AMAZON.FallbackIntent':
      return keepListening(phrases.notUnderstood, phrases, conversationId);
  }
  const spoken = settings instanceof HomeFailure ? language : (settings.conversation.language ?? language);
  // Yes and no are words of ours, so they are said in the language that the home is told.
  const sentence = sentenceOf(request, spoken === language ? phrases : phrasesOf(languageOf(spoken)));
  if (sentence === undefined) return keepListening(phrases.notUnderstood, phrases, conversationId);
  if (settings instanceof HomeFailure) throw settings;
  const reply = readConversationReply(
    await askHome(parts, settings, turn, {
      path: '/api/conversation/process',
      body: conversationRequest(sentence, spoken, settings.conversation.agentId, conversationId),
      ownToken: caller?.token,
    }),
  );
  // A home or a proxy that quotes what it was sent must not have it spoken.
  const speech = parts.gateways.security.operations.filterSensitive({ data: reply.speech || phrases.done });
  return reply.continues || request.attributes[DIALOG_OPEN] === true
    ? keepListening(speech, phrases, conversationIn(reply.conversationId) ?? conversationId)
    : { type: 'simple', speech, shouldEndSession: true };
}

function keepListening(
  speech: string,
  phrases: Phrases,
  conversationId: string | undefined,
): CreateAlexaResponseParams {
  const conversation = conversationId === undefined ? {} : { [CONVERSATION_ID]: conversationId };
  return {
    type: 'reprompt',
    speech,
    reprompt: phrases.reprompt,
    sessionAttributes: { ...conversation, [DIALOG_OPEN]: true },
  };
}

/**
 * What the person said, as far as Alexa passes it on: the text of the slots, which for a skill with one free slot is
 * the whole sentence; the word for yes and no; otherwise the intent's own name in words.
 */
function sentenceOf(request: SkillRequest, phrases: Phrases): string | undefined {
  if (request.intent === 'AMAZON.YesIntent') return phrases.yes;
  if (request.intent === 'AMAZON.NoIntent') return phrases.no;
  if (request.slots.length > 0) return request.slots.map((slot) => slot.text).join(' ');
  const words = (request.intent ?? '')
    .replace(/^AMAZON\./, '')
    .replace(/Intent$/, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replaceAll('_', ' ')
    .trim();
  return words === '' ? undefined : words.toLowerCase();
}

/** Answers without asking the home, as Alexa only wants to know: any sentence with text in it may be for the home. */
function canFulfill(request: SkillRequest): AlexaResponse {
  const slots = Object.fromEntries(
    request.slots.map(({ name }) => [name, { canUnderstand: 'MAYBE', canFulfill: 'MAYBE' }]),
  );
  const canFulfillIntent = { canFulfill: request.slots.length > 0 ? 'MAYBE' : 'NO', slots };
  return { version: '1.0', response: { canFulfillIntent } };
}

/** An id that a session can keep: Alexa refuses an answer of more than 24 KB, and homes give ids of 26 characters. */
function conversationIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID_LENGTH ? value : undefined;
}
