import type { JsonObject } from '../bridge/json.ts';
import { cutSpeech, fitsIn, speakable } from './cut-speech.ts';

/** What the skill keeps in the session. Alexa hands it back with the next request and forgets it with the session. */
export interface SessionMemory {
  /** Of the home's conversation. */
  readonly conversationId: string | undefined;
  /** Whether the person opened the skill without a sentence, so that it listens until told to stop. */
  readonly dialogOpen: boolean;
  /** What the home said last, for a person who did not catch it; cut where it is long. */
  readonly lastSpeech: string | undefined;
}

/** A conversation of which nothing is known yet. */
export const NEW_DIALOG: SessionMemory = { conversationId: undefined, dialogOpen: true, lastSpeech: undefined };

/** Both come back with every request of the session, so they are kept short. */
const LAST_SPEECH = { maxLength: 1_500, maxBytes: 4_000 };
const CONVERSATION_ID = { maxLength: 500, maxBytes: 500 };

/** Reads what an earlier answer left; what has another form was left by somebody else. */
export function readMemory({ conversationId, dialogOpen, lastSpeech }: JsonObject): SessionMemory {
  const words = speakable(textOf(lastSpeech) ?? '');
  return {
    conversationId: textOf(conversationId),
    dialogOpen: dialogOpen === true,
    lastSpeech: words === '' ? undefined : words,
  };
}

/** What goes into `sessionAttributes`. An id that is too long to be one, or no text, is left out: half of it is none. */
export function writeMemory(memory: SessionMemory, language: string): Readonly<Record<string, unknown>> {
  const { conversationId, dialogOpen, lastSpeech } = memory;
  const canBeKept = conversationId?.isWellFormed() === true && fitsIn(conversationId, CONVERSATION_ID);
  return {
    ...(canBeKept && { conversationId }),
    ...(dialogOpen && { dialogOpen }),
    ...(lastSpeech !== undefined && { lastSpeech: cutSpeech(lastSpeech, language, LAST_SPEECH) }),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
