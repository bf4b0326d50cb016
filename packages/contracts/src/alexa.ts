/** Forms of Alexa answers that `createAlexaResponse` makes. */
export const AlexaResponseType = {
  SIMPLE: 'simple',
  SSML: 'ssml',
  CARD: 'card',
  REPROMPT: 'reprompt',
  LINK_ACCOUNT: 'link-account',
  ERROR: 'error',
  EMPTY: 'empty',
  SMART_HOME_ERROR: 'smart-home-error',
  DISCOVERY: 'discovery',
  STATE_REPORT: 'state-report',
  SMART_HOME_RESPONSE: 'smart-home-response',
} as const;

export type AlexaResponseType = (typeof AlexaResponseType)[keyof typeof AlexaResponseType];

/** Error types of the general `Alexa` namespace (Smart Home Skill API, Alexa.ErrorResponse). */
export type AlexaErrorType =
  | 'ALREADY_IN_OPERATION'
  | 'BRIDGE_UNREACHABLE'
  | 'CLOUD_CONTROL_DISABLED'
  | 'ENDPOINT_BUSY'
  | 'ENDPOINT_UNREACHABLE'
  | 'EXPIRED_AUTHORIZATION_CREDENTIAL'
  | 'HARDWARE_MALFUNCTION'
  | 'INSUFFICIENT_PERMISSIONS'
  | 'INTERNAL_ERROR'
  | 'INVALID_AUTHORIZATION_CREDENTIAL'
  | 'INVALID_DIRECTIVE'
  | 'INVALID_VALUE'
  | 'NO_SUCH_ENDPOINT'
  | 'NOT_IN_OPERATION'
  | 'PARTNER_OUTAGE'
  | 'RATE_LIMIT_EXCEEDED'
  | 'TOO_MANY_FAILED_ATTEMPTS';

/** A property of an endpoint as it is now. */
export interface AlexaProperty {
  /** The interface: `Alexa.PowerController`. */
  readonly namespace: string;
  /** `powerState`. */
  readonly name: string;
  /** Of an interface that an endpoint has several times. */
  readonly instance?: string | undefined;
  readonly value: unknown;
  /** When it was so, ISO 8601 in UTC. Default: now. */
  readonly timeOfSample?: string | undefined;
  /** How old it may be. Default 0. */
  readonly uncertaintyInMilliseconds?: number | undefined;
}

/** State that a custom skill's answer can carry, whatever its form. */
interface SkillAnswer {
  /** Kept by Alexa and sent back with the next request of the session. */
  readonly sessionAttributes?: Readonly<Record<string, unknown>> | undefined;
  /** Default true, except for `reprompt`, where it is false. */
  readonly shouldEndSession?: boolean | undefined;
}

/** The answer to `ReportState` (state report), or to a directive that was obeyed (smart-home response). */
interface EndpointState {
  readonly directive: unknown;
  /** A state report needs one at least: Alexa shows a device without properties as not responding. */
  readonly properties: readonly AlexaProperty[];
}

/** What is to be said, by form. Speech beyond 8,000 characters is cut, as Alexa refuses it. */
export type CreateAlexaResponseParams =
  | (SkillAnswer & { readonly type: 'simple'; readonly speech: string })
  | (SkillAnswer & { readonly type: 'ssml' /** With or without `<speak>`. */; readonly ssml: string })
  | (SkillAnswer & { readonly type: 'card'; readonly speech: string; readonly title: string; readonly content: string })
  | (SkillAnswer & { readonly type: 'reprompt'; readonly speech: string; readonly reprompt: string })
  | (SkillAnswer & { readonly type: 'link-account'; readonly speech: string })
  | (SkillAnswer & { readonly type: 'error'; readonly speech: string })
  | { readonly type: 'empty' }
  | {
      readonly type: 'smart-home-error';
      /** The directive that failed, or whatever arrived in its place. */
      readonly directive: unknown;
      readonly errorType: AlexaErrorType;
      /** For people who read logs; Alexa does not speak it. */
      readonly message: string;
    }
  | {
      readonly type: 'discovery';
      readonly directive: unknown;
      readonly endpoints: readonly Readonly<Record<string, unknown>>[];
    }
  | (EndpointState & { readonly type: 'state-report' })
  | (EndpointState & { readonly type: 'smart-home-response' });

/** The envelope of a custom skill's answer. */
export interface AlexaSkillResponse {
  readonly version: '1.0';
  readonly sessionAttributes?: Readonly<Record<string, unknown>> | undefined;
  readonly response: Readonly<Record<string, unknown>>;
}

/** A Smart Home message from skill to Alexa. */
export interface AlexaSmartHomeMessage {
  readonly event: {
    readonly header: {
      readonly namespace: string;
      readonly name: string;
      readonly messageId: string;
      readonly payloadVersion: '3';
      readonly correlationToken?: string | undefined;
    };
    readonly endpoint?: { readonly endpointId: string } | undefined;
    readonly payload: Readonly<Record<string, unknown>>;
  };
  readonly context?: { readonly properties: readonly AlexaProperty[] } | undefined;
}

export type AlexaResponse = AlexaSkillResponse | AlexaSmartHomeMessage;
