import { isObject } from '../../../src/bridge/json.ts';

/** Requests in whose answers Alexa takes no words (developer.amazon.com, reference of each interface). */
const WORDLESS =
  /^(?:SessionEndedRequest$|CanFulfillIntentRequest$|(?:AlexaSkillEvent|AudioPlayer|Messaging|PlaybackController|System)\.)/;
const MEMBERS = ['outputSpeech', 'card', 'reprompt', 'shouldEndSession', 'canFulfillIntent'];

/** What a person would hear or Alexa would refuse of an answer; empty when all is well. Nothing here plays audio. */
export function skillProblems(type: string, answer: unknown): readonly string[] {
  if (!isObject(answer) || !isObject(answer.response)) return ['no envelope'];
  const { version, response, sessionAttributes, ...rest } = answer;
  const { outputSpeech, card, reprompt, shouldEndSession, canFulfillIntent } = response as Record<string, unknown>;
  const hasWords = outputSpeech !== undefined || card !== undefined || reprompt !== undefined;
  const rules: readonly (readonly [string, boolean])[] = [
    ['version is 1.0', version === '1.0'],
    ['nothing stands beside the response', Object.keys(rest).length === 0],
    ['the response has known members', Object.keys(response as object).every((name) => MEMBERS.includes(name))],
    ['attributes are an object', sessionAttributes === undefined || isObject(sessionAttributes)],
    ['it has at most 24,000 bytes', Buffer.byteLength(JSON.stringify(answer)) <= 24_000],
    ['it is well-formed', JSON.stringify(answer).isWellFormed() && !/\\ud[89a-f]/i.test(JSON.stringify(answer))],
    ['speech can be spoken', outputSpeech === undefined || canBeSpoken(outputSpeech)],
    ['a reprompt can be spoken', reprompt === undefined || (isObject(reprompt) && canBeSpoken(reprompt.outputSpeech))],
    ['a reprompt keeps the session open', reprompt === undefined || shouldEndSession === false],
    ['an open microphone is told of', shouldEndSession !== false || reprompt !== undefined],
    ['the card asks to link the account', card === undefined || (isObject(card) && card.type === 'LinkAccount')],
    ['no words where none are taken', !WORDLESS.test(type) || !hasWords],
    ['the session is left alone there', !WORDLESS.test(type) || shouldEndSession === undefined],
    ['an intent and a launch are answered', !/^(?:Intent|Launch)Request$/.test(type) || outputSpeech !== undefined],
    [
      'the verdict is given where it is asked for',
      (type === 'CanFulfillIntentRequest') === isVerdict(canFulfillIntent),
    ],
  ];
  return rules.flatMap(([rule, holds]) => (holds ? [] : [rule]));
}

function canBeSpoken(speech: unknown): boolean {
  if (!isObject(speech) || speech.type !== 'PlainText' || typeof speech.text !== 'string') return false;
  return speech.text.trim() !== '' && speech.text.length <= 8_000 && !/[\p{Cc}\uFFFE\uFFFF]/u.test(speech.text);
}

function isVerdict(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.slots)) return false;
  const slots = Object.values(value.slots).every(
    (slot) =>
      isObject(slot) &&
      ['YES', 'NO', 'MAYBE'].includes(String(slot.canUnderstand)) &&
      ['YES', 'NO'].includes(String(slot.canFulfill)),
  );
  return slots && ['YES', 'NO', 'MAYBE'].includes(String(value.canFulfill));
}
