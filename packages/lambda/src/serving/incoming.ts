import { type DirectiveFacts, readDirective } from '../alexa/directive.ts';
import { type HttpFacts, readHttpFacts } from '../http/http-event.ts';
import { classify, type EventKind } from './event-kind.ts';

/** Which operation an event came in by; it decides the form of the answer to what is not understood. */
export type Door = 'event' | 'alexa' | 'http';

/** The form that an answer must have. `batch` and `unattended` have no error answer: nobody waits for one. */
export type Shape = 'smart-home' | 'skill' | 'http' | 'batch' | 'unattended' | 'plain';

/** An event and what is asked of the answer. */
export interface Incoming {
  readonly kind: EventKind;
  readonly shape: Shape;
  readonly event: unknown;
  /** What a Smart Home directive says of itself, read once. */
  readonly directive?: DirectiveFacts | undefined;
  /** What a request over HTTP asks for, read once. */
  readonly http?: HttpFacts | undefined;
}

const shapes: Readonly<Record<EventKind, Shape>> = {
  'alexa-smart-home': 'smart-home',
  'alexa-skill': 'skill',
  http: 'http',
  sqs: 'batch',
  sns: 'unattended',
  'event-bridge': 'unattended',
  diagnostics: 'plain',
  unknown: 'plain',
};

/** What each door lets in, and how it answers all else. */
const doors: Readonly<Record<Door, { readonly admits: readonly EventKind[]; readonly elseShape: Shape }>> = {
  event: {
    admits: ['alexa-smart-home', 'alexa-skill', 'http', 'sqs', 'sns', 'event-bridge', 'diagnostics'],
    elseShape: 'plain',
  },
  alexa: { admits: ['alexa-smart-home', 'alexa-skill'], elseShape: 'smart-home' },
  http: { admits: ['http'], elseShape: 'http' },
};

export function readIncoming(event: unknown, door: Door): Incoming {
  const kind = classify(event);
  const { admits, elseShape } = doors[door];
  if (!admits.includes(kind))
    return { kind: 'unknown', shape: elseShape, event, directive: undefined, http: undefined };
  const directive = kind === 'alexa-smart-home' ? readDirective(event) : undefined;
  const http = kind === 'http' ? readHttpFacts(event) : undefined;
  return { kind, shape: shapes[kind], event, directive, http };
}

/** Whether nobody waits for the answer, so that a failure has to be thrown for the event to come again. */
export function isUnattended({ shape }: Incoming): boolean {
  return shape === 'batch' || shape === 'unattended';
}
