import { isObject, type JsonObject, member } from '../bridge/json.ts';

/** The parts of a custom-skill request that are used; everything else is tolerated and ignored. */
export interface SkillRequest {
  readonly type: string;
  readonly locale: unknown;
  readonly intent: string | undefined;
  /** Spoken text of the slots that the person did not deny, in the order of the request. */
  readonly slots: readonly { readonly name: string; readonly text: string }[];
  /** Whether Alexa asked the person if it should be done, and was told no. */
  readonly isDenied: boolean;
  /** Whether a dialog that the interaction model describes still lacks all that it asks for. */
  readonly isUnfinished: boolean;
  /** What this skill left in the session. */
  readonly attributes: JsonObject;
}

/** Reads a request as Alexa sends it. Works on anything; what is missing is empty. */
export function readSkillRequest(event: unknown): SkillRequest {
  const request = member(event, 'request');
  const intent = member(request, 'intent');
  const given = Object.entries(member(intent, 'slots'));
  const slots = given.flatMap(([name, slot]) => {
    const text = isObject(slot) && slot.confirmationStatus !== 'DENIED' ? slot.value : undefined;
    return typeof text === 'string' && text.trim() !== '' ? [{ name, text: text.trim() }] : [];
  });
  const isInDialog = request.dialogState === 'STARTED' || request.dialogState === 'IN_PROGRESS';
  return {
    type: typeof request.type === 'string' ? request.type : '',
    locale: request.locale,
    intent: typeof intent.name === 'string' ? intent.name : undefined,
    slots,
    isDenied: intent.confirmationStatus === 'DENIED',
    isUnfinished: isInDialog && given.length > 0 && slots.length === 0,
    attributes: member(event, 'session', 'attributes'),
  };
}
