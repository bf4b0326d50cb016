import type { AlexaSkillResponse } from '@hearthgate/contracts';
import { answererOf } from './intent-meaning.ts';
import type { SkillRequest } from './skill-request.ts';

/** As Alexa names slots; others would be no slots of an interaction model. */
const SLOT_NAME = /^[\w.-]{1,64}$/;
const MAX_SLOTS = 50;

/**
 * Says whether an intent could be done, without doing it and without asking the home, as the request demands
 * (developer.amazon.com, Implement CanFulfillIntentRequest): any sentence with text in it may be for the home. Of a slot,
 * Alexa takes no MAYBE as to whether it can be fulfilled; words of any kind can be passed on.
 *
 * @param isHomeAsked whether sentences reach a home at all, as things are set
 */
export function canFulfill(request: SkillRequest, isHomeAsked: boolean): AlexaSkillResponse {
  const verdicts = { skill: 'YES', home: isHomeAsked ? 'MAYBE' : 'NO', nobody: 'NO' } as const;
  const slot = isHomeAsked ? { canUnderstand: 'MAYBE', canFulfill: 'YES' } : { canUnderstand: 'NO', canFulfill: 'NO' };
  const names = request.slots.map(({ name }) => name).filter((name) => SLOT_NAME.test(name));
  const slots = Object.fromEntries(names.slice(0, MAX_SLOTS).map((name) => [name, slot]));
  return { version: '1.0', response: { canFulfillIntent: { canFulfill: verdicts[answererOf(request)], slots } } };
}
