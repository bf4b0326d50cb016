import { isObject, type JsonObject, member } from '../bridge/json.ts';

/** The parts of a custom-skill request that are used; everything else is tolerated and ignored. */
export interface SkillRequest {
  readonly type: string;
  readonly locale: unknown;
  readonly intent: string | undefined;
  /** Spoken text of the slots, in the order of the request. */
  readonly slots: readonly { readonly name: string; readonly text: string }[];
  /** What this skill left in the session. */
  readonly attributes: JsonObject;
}

/** Reads a request as Alexa sends it. Works on anything; what is missing is empty. */
export function readSkillRequest(event: unknown): SkillRequest {
  const request = member(event, 'request');
  const intent = member(request, 'intent');
  return {
    type: typeof request.type === 'string' ? request.type : '',
    locale: request.locale,
    intent: typeof intent.name === 'string' ? intent.name : undefined,
    slots: Object.entries(member(intent, 'slots')).flatMap(([name, slot]) => {
      const text = isObject(slot) ? slot.value : undefined;
      return typeof text === 'string' && text.trim() !== '' ? [{ name, text: text.trim() }] : [];
    }),
    attributes: member(event, 'session', 'attributes'),
  };
}
