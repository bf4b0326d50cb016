import type { JsonObject } from '../json.ts';
import type { Notes } from './notes.ts';
import { mendScene, only, streamsOf } from './payload-repair.ts';
import { anyObject, closed, integer, list, matching, open, type Rule, text } from './rule.ts';

/** What a payload is mended with. */
export interface PayloadTools {
  /** When it is told; asked for only where the home does not say it well. */
  readonly sampledAt: () => string;
  readonly notes: Notes;
}

/** One kind of answer of Amazon's. */
export interface AnswerKind {
  /** The payload as the schema takes it; undefined when it cannot be had. */
  readonly payload: (
    payload: JsonObject,
    tools: PayloadTools,
  ) => JsonObject | undefined | Promise<JsonObject | undefined>;
  /** Whether there may be neither endpoint nor context. */
  readonly bare?: true;
}

const orNone = (rule: Rule) => (payload: JsonObject) => (rule(payload) ? payload : undefined);

const SCENE: AnswerKind = { payload: (payload, { sampledAt }) => mendScene(payload, sampledAt) };
const SESSION: AnswerKind = { payload: orNone(closed({ sessionId: text() })) };

/** Kinds of answers by namespace and name (the same schema as in property-values.ts, 2025-07). */
export const answerKinds: ReadonlyMap<string, AnswerKind> = new Map<string, AnswerKind>([
  ['Alexa Response', { payload: orNone(anyObject) }],
  ['Alexa StateReport', { payload: () => ({}) }],
  ['Alexa DeferredResponse', { payload: only({ estimatedDeferralInSeconds: integer() }), bare: true }],
  ['Alexa.Authorization AcceptGrant.Response', { payload: () => ({}) }],
  ['Alexa.CameraStreamController Response', { payload: (payload, { notes }) => streamsOf(payload, notes) }],
  [
    'Alexa.Discovery Discover.Response',
    {
      // Loaded on first use: discovery comes seldom, and its rules are the largest part.
      payload: async (payload, { notes }) =>
        (await import('../discovery/discovery-repair.ts')).mendDiscovery(payload, notes),
      bare: true,
    },
  ],
  [
    'Alexa.RTCSessionController AnswerGeneratedForSession',
    { payload: orNone(closed({ answer: open({ format: matching(/^sdp$/i), value: text() }) })) },
  ],
  ['Alexa.RTCSessionController SessionConnected', SESSION],
  ['Alexa.RTCSessionController SessionDisconnected', SESSION],
  ['Alexa.SceneController ActivationStarted', SCENE],
  ['Alexa.SceneController DeactivationStarted', SCENE],
  [
    'Alexa.SecurityPanelController Arm.Response',
    {
      payload: only({
        exitDelayInSeconds: integer(0, 255),
        bypassedEndpoints: list(closed({ friendlyName: text() }, { endpointId: text() })),
      }),
    },
  ],
  [
    'Alexa.SeekController StateReport',
    {
      payload: orNone(
        closed({
          properties: list(
            closed({ name: (name) => name === 'positionMilliseconds', value: integer(0, 86_400_000) }),
            1,
          ),
        }),
      ),
    },
  ],
]);

/** Directives that are not answered with `Response`, and with what they are answered. */
const answerOf: ReadonlyMap<string, string> = new Map([
  ['Alexa ReportState', 'Alexa StateReport'],
  ['Alexa.Authorization AcceptGrant', 'Alexa.Authorization AcceptGrant.Response'],
  ['Alexa.CameraStreamController InitializeCameraStreams', 'Alexa.CameraStreamController Response'],
  ['Alexa.Discovery Discover', 'Alexa.Discovery Discover.Response'],
  ['Alexa.RTCSessionController InitiateSessionWithOffer', 'Alexa.RTCSessionController AnswerGeneratedForSession'],
  ['Alexa.RTCSessionController SessionConnected', 'Alexa.RTCSessionController SessionConnected'],
  ['Alexa.RTCSessionController SessionDisconnected', 'Alexa.RTCSessionController SessionDisconnected'],
  ['Alexa.SceneController Activate', 'Alexa.SceneController ActivationStarted'],
  ['Alexa.SceneController Deactivate', 'Alexa.SceneController DeactivationStarted'],
  ['Alexa.SecurityPanelController Arm', 'Alexa.SecurityPanelController Arm.Response'],
  ['Alexa.SeekController AdjustSeekPosition', 'Alexa.SeekController StateReport'],
]);

/** Whether Alexa takes this kind of answer to that kind of directive; any directive of a device may be put off. */
export function fitsDirective(answer: string, directive: string): boolean {
  const isOfDevice = directive !== 'Alexa.Discovery Discover' && directive !== 'Alexa.Authorization AcceptGrant';
  if (answer === 'Alexa DeferredResponse') return isOfDevice;
  return answer === (answerOf.get(directive) ?? 'Alexa Response');
}
