import type { AlexaSkillResponse, CreateAlexaResponseParams } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { isRecord } from '../member.ts';
import { cutSpeech, cutText, MAX_SPEECH_LENGTH, toSpeak } from './speech.ts';

type SkillResponseParams = Exclude<CreateAlexaResponseParams, { readonly directive: unknown }>;

/** No content at all: the only answer that Alexa takes to the end of a session and to most notices. */
export const emptyResponse: AlexaSkillResponse = { version: '1.0', response: {} };

/**
 * The envelope of a custom skill's answer. Blank speech is left out, as Alexa refuses it.
 *
 * @throws GatewayError `LAMBDA_INVALID_RESPONSE`
 */
export function skillResponse(params: SkillResponseParams): AlexaSkillResponse {
  if (params.type === 'empty') return emptyResponse;
  const { sessionAttributes, shouldEndSession = params.type !== 'reprompt' } = params;
  if (sessionAttributes !== undefined && !isRecord(sessionAttributes)) {
    throw invalid('sessionAttributes is an object that can be sent as JSON.');
  }
  if (typeof shouldEndSession !== 'boolean') throw invalid('shouldEndSession is true or false.');
  const response = { shouldEndSession, ...contentOf(params) };
  return sessionAttributes === undefined
    ? { version: '1.0', response }
    : { version: '1.0', sessionAttributes, response };
}

function contentOf(params: Exclude<SkillResponseParams, { readonly type: 'empty' }>): Record<string, unknown> {
  switch (params.type) {
    case 'ssml': {
      const ssml = toSpeak(text('ssml', params.ssml));
      return ssml === '<speak></speak>' ? {} : { outputSpeech: { type: 'SSML', ssml } };
    }
    case 'card': {
      // Title and content together may have as many characters as speech.
      const title = cutText(text('title', params.title));
      const content = cutText(text('content', params.content), MAX_SPEECH_LENGTH - title.length);
      return { ...speechOf('speech', params.speech), card: { type: 'Simple', title, content } };
    }
    case 'reprompt': {
      const reprompt = speechOf('reprompt', params.reprompt);
      return { ...speechOf('speech', params.speech), ...(reprompt.outputSpeech !== undefined && { reprompt }) };
    }
    case 'link-account':
      return { ...speechOf('speech', params.speech), card: { type: 'LinkAccount' } };
    default:
      return speechOf('speech', params.speech);
  }
}

function speechOf(name: string, value: unknown): { readonly outputSpeech?: unknown } {
  const spoken = cutSpeech(text(name, value));
  return spoken.trim() === '' ? {} : { outputSpeech: { type: 'PlainText', text: spoken } };
}

function text(name: string, value: unknown): string {
  if (typeof value !== 'string') throw invalid(`${name} is a text, not ${value === null ? 'null' : typeof value}.`);
  return value;
}

function invalid(message: string): GatewayError {
  return new GatewayError('LAMBDA_INVALID_RESPONSE', message);
}
