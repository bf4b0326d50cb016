type Json = { readonly [name: string]: unknown };

const RESPONSE_MEMBERS = [
  'outputSpeech',
  'card',
  'reprompt',
  'directives',
  'shouldEndSession',
  'canFulfillIntent',
  'apiResponse',
];

/** Requests that are not part of a conversation: Alexa refuses speech, cards and reprompts in their answers. */
const SILENT = /^(SessionEndedRequest$|AudioPlayer\.|PlaybackController\.|AlexaSkillEvent\.|System\.)/;

/**
 * What the rules for answers of custom skills (developer.amazon.com, Request and Response JSON Reference) have against
 * an answer; empty when it is valid.
 */
export function skillProblems(requestType: string, answer: unknown): readonly string[] {
  const problems: string[] = [];
  const check = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem);
  };
  if (!isObject(answer) || !isObject(answer.response)) return ['it is no envelope with a response'];
  const { response } = answer as { response: Json };
  const { outputSpeech, card, reprompt, shouldEndSession, canFulfillIntent } = response;

  check(answer.version === '1.0', 'version is not 1.0');
  check(Buffer.byteLength(JSON.stringify(answer)) <= 24 * 1024, 'it is larger than 24 KB');
  for (const member of Object.keys(answer)) {
    check(['version', 'sessionAttributes', 'response'].includes(member), `unknown member ${member}`);
  }
  for (const member of Object.keys(response)) {
    check(RESPONSE_MEMBERS.includes(member), `unknown member response.${member}`);
  }
  if (outputSpeech !== undefined) problems.push(...speechProblems(outputSpeech));
  if (reprompt !== undefined) {
    problems.push(...speechProblems(isObject(reprompt) ? reprompt.outputSpeech : undefined));
    check(shouldEndSession === false, 'a reprompt needs shouldEndSession false');
  }
  if (card !== undefined) {
    const types = ['Simple', 'Standard', 'LinkAccount', 'AskForPermissionsConsent'];
    check(isObject(card) && types.includes(String(card.type)), 'the card has no known type');
  }
  check(shouldEndSession === undefined || typeof shouldEndSession === 'boolean', 'shouldEndSession is no boolean');
  if (SILENT.test(requestType)) {
    check(outputSpeech === undefined && card === undefined && reprompt === undefined, 'nothing may be said here');
  }
  if (requestType === 'CanFulfillIntentRequest') {
    const verdict = isObject(canFulfillIntent) ? canFulfillIntent.canFulfill : undefined;
    check(['YES', 'NO', 'MAYBE'].includes(String(verdict)), 'canFulfill is missing');
    check(outputSpeech === undefined, 'nothing may be said here');
  }
  if (requestType === 'LaunchRequest' || requestType === 'IntentRequest') {
    check(outputSpeech !== undefined, 'the person hears nothing');
  }
  return problems;
}

function speechProblems(speech: unknown): readonly string[] {
  if (!isObject(speech)) return ['speech is no object'];
  const text = speech.type === 'SSML' ? speech.ssml : speech.text;
  if (typeof text !== 'string' || text === '') return ['speech has no text'];
  return text.length <= 8_000 ? [] : ['speech is longer than 8,000 characters'];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
