import type { AlexaErrorType } from '@hearthgate/contracts';

/** What can go wrong between here and the home's answer. */
export type FailureKind = keyof typeof failureTable;

/**
 * Each failure with the Alexa error that says it best (developer.amazon.com, Alexa.ErrorResponse): BRIDGE_UNREACHABLE
 * when nothing of the home answered, ENDPOINT_UNREACHABLE when it was reached and did not finish in time,
 * INTERNAL_ERROR when what answered was not the Alexa integration.
 */
export const failureTable = {
  'switched-off': {
    errorType: 'BRIDGE_UNREACHABLE',
    explanation: 'The bridge is switched off; set HOME_ASSISTANT_ENABLED=true.',
    homeIsDown: false,
  },
  'no-url': {
    errorType: 'BRIDGE_UNREACHABLE',
    explanation: 'The bridge has no address; set HOME_ASSISTANT_URL.',
    homeIsDown: false,
  },
  failsafe: {
    errorType: 'BRIDGE_UNREACHABLE',
    explanation: 'The bridge was told not to ask the home; set HOME_ASSISTANT_MODE=alexa to have it asked again.',
    homeIsDown: false,
  },
  'unknown-home': {
    errorType: 'NO_SUCH_ENDPOINT',
    explanation:
      'No home has the prefix of this device; discover devices again, or mend HOME_ASSISTANT_ENDPOINT_PREFIX.',
    homeIsDown: false,
  },
  misconfigured: { errorType: 'BRIDGE_UNREACHABLE', explanation: 'The settings are wrong.', homeIsDown: false },
  'invalid-directive': {
    errorType: 'INVALID_DIRECTIVE',
    explanation: 'The message is neither a Smart Home directive of payloadVersion 3 nor a request of a custom skill.',
    homeIsDown: false,
  },
  'no-token': {
    errorType: 'INVALID_AUTHORIZATION_CREDENTIAL',
    explanation: 'The message carries no usable access token; link the account again or set HOME_ASSISTANT_TOKEN.',
    homeIsDown: false,
  },
  'unknown-skill': {
    errorType: 'INVALID_AUTHORIZATION_CREDENTIAL',
    explanation: 'The skill id is not among HOME_ASSISTANT_SKILL_IDS; add it if the skill is yours.',
    homeIsDown: false,
  },
  'dns-failed': {
    errorType: 'BRIDGE_UNREACHABLE',
    explanation: 'The host name has no address; check HOME_ASSISTANT_URL.',
    homeIsDown: true,
  },
  'connect-refused': {
    errorType: 'BRIDGE_UNREACHABLE',
    explanation: 'Nothing listens at that address; check that Home Assistant runs, the port, and the port forwarding.',
    homeIsDown: true,
  },
  'proxy-failed': {
    errorType: 'BRIDGE_UNREACHABLE',
    explanation:
      'The proxy on the way to the home did not let the function through; check HOME_ASSISTANT_PROXY and that the proxy runs.',
    homeIsDown: true,
  },
  'connect-timeout': {
    errorType: 'BRIDGE_UNREACHABLE',
    explanation:
      'No connection in time; check firewall, port forwarding and that the address is reachable from the internet.',
    homeIsDown: true,
  },
  'tls-failed': {
    errorType: 'BRIDGE_UNREACHABLE',
    explanation:
      'The certificate was not accepted; install a complete chain, or set HOME_ASSISTANT_CA for a private one, or HOME_ASSISTANT_FINGERPRINT for one that the home signs itself.',
    homeIsDown: true,
  },
  'url-refused': {
    errorType: 'BRIDGE_UNREACHABLE',
    explanation: 'The address may not be called; check HOME_ASSISTANT_URL.',
    homeIsDown: false,
  },
  'too-slow': {
    errorType: 'ENDPOINT_UNREACHABLE',
    explanation: 'Home Assistant was reached but did not finish in time; the command may still be carried out.',
    homeIsDown: true,
  },
  'no-time-left': {
    errorType: 'INTERNAL_ERROR',
    explanation:
      'No time was left to ask the home, so nothing was sent; give the function 10 s or more, and memory to start faster.',
    homeIsDown: false,
  },
  'connection-lost': {
    errorType: 'BRIDGE_UNREACHABLE',
    explanation: 'The connection ended in the middle of the answer.',
    homeIsDown: true,
  },
  unauthorized: {
    errorType: 'INVALID_AUTHORIZATION_CREDENTIAL',
    explanation:
      'Home Assistant refused the token; link the account again, or make a new long-lived token. Repeated tries lead to an IP ban.',
    homeIsDown: false,
  },
  'strangers-refused': {
    errorType: 'RATE_LIMIT_EXCEEDED',
    explanation:
      'The home refused three tokens in a row that came over HTTP; lest it bans this function, such messages are refused for ten minutes without asking it.',
    homeIsDown: false,
  },
  forbidden: {
    errorType: 'INSUFFICIENT_PERMISSIONS',
    explanation: 'Home Assistant or a proxy refuses this caller; look for a ban in ip_bans.yaml.',
    homeIsDown: false,
  },
  'rate-limited': {
    errorType: 'RATE_LIMIT_EXCEEDED',
    explanation: 'The home or its proxy limits how often it may be asked; raise that limit, or ask less often.',
    homeIsDown: false,
  },
  redirected: {
    errorType: 'INTERNAL_ERROR',
    explanation:
      'The address leads elsewhere; set HOME_ASSISTANT_URL to where it leads, such as https:// in place of http://, or let the function past the login of a proxy.',
    homeIsDown: false,
  },
  'not-found': {
    errorType: 'INTERNAL_ERROR',
    explanation:
      'The home has no such endpoint; add alexa: smart_home: (or conversation:) to configuration.yaml, or mend a path prefix in HOME_ASSISTANT_URL.',
    homeIsDown: false,
  },
  'no-api': {
    errorType: 'INTERNAL_ERROR',
    explanation:
      'The home has no API at that address, which the mode direct needs; add api: to configuration.yaml (default_config: has it), or mend the path in HOME_ASSISTANT_URL.',
    homeIsDown: false,
  },
  'bad-request': {
    errorType: 'INTERNAL_ERROR',
    explanation: 'Home Assistant refused the request; behind a proxy, check http: trusted_proxies.',
    homeIsDown: false,
  },
  'server-error': {
    errorType: 'INTERNAL_ERROR',
    explanation: 'Home Assistant failed on the request; its own log says why.',
    homeIsDown: false,
  },
  unavailable: {
    errorType: 'BRIDGE_UNREACHABLE',
    explanation: 'Home Assistant is starting, stopping, or its proxy cannot reach it.',
    homeIsDown: true,
  },
  'html-answer': {
    errorType: 'INTERNAL_ERROR',
    explanation:
      'A web page came back, not an answer of the API: a login page, a challenge of a proxy, or another server.',
    homeIsDown: false,
  },
  'empty-answer': { errorType: 'INTERNAL_ERROR', explanation: 'The answer was empty.', homeIsDown: false },
  'invalid-json': { errorType: 'INTERNAL_ERROR', explanation: 'The answer was not complete JSON.', homeIsDown: false },
  'unexpected-answer': {
    errorType: 'INTERNAL_ERROR',
    explanation: 'What came back was not the message that was expected.',
    homeIsDown: false,
  },
  'home-error': {
    errorType: 'INTERNAL_ERROR',
    explanation: 'Home Assistant answered with an error of its own; its log says more.',
    homeIsDown: false,
  },
  'answer-too-large': {
    errorType: 'INTERNAL_ERROR',
    explanation: 'The answer was larger than 6 MB, which Lambda cannot pass on.',
    homeIsDown: false,
  },
  'breaker-open': {
    errorType: 'BRIDGE_UNREACHABLE',
    explanation: 'Home Assistant failed several times in a row, so it is not asked for a few seconds.',
    homeIsDown: false,
  },
  unexpected: {
    errorType: 'INTERNAL_ERROR',
    explanation: 'Something failed that was not foreseen; the log says more.',
    homeIsDown: false,
  },
} as const;

/** A failure on the way to the home or back. Its message is one sentence for the log. */
export class HomeFailure extends Error {
  override readonly name = 'HomeFailure';
  readonly kind: FailureKind;
  readonly errorType: AlexaErrorType;
  /** What it means and what mends it, without what was observed. */
  readonly explanation: string;
  /** Whether it speaks for a home that cannot be had, so that the breaker counts it. */
  readonly homeIsDown: boolean;

  /** `seen` says what was observed, such as a status; it must hold no secret. */
  constructor(kind: FailureKind, seen?: string, options?: { readonly cause?: unknown }) {
    const info = failureTable[kind];
    const observed = seen === undefined ? '' : ` (${seen.replace(/\.+$/, '')})`;
    super(`${kind}${observed}: ${info.explanation}`, options);
    this.kind = kind;
    this.errorType = info.errorType;
    this.explanation = info.explanation;
    this.homeIsDown = info.homeIsDown;
  }
}
