import type { AlexaResponse } from '@hearthgate/contracts';
import { isDirect } from '../direct/direct-home.ts';
import type { ExtensionParts, ExtensionState, Turn } from '../extension-parts.ts';
import type { HomeSettingsOn } from '../settings/home-settings.ts';
import { type Accepted, acceptAnswer } from './answer/accept-answer.ts';
import { type Asked, readAsked } from './answer/asked.ts';
import { askHome } from './ask-home.ts';
import { failureOfError } from './classify.ts';
import { MARGIN_MS } from './deadline.ts';
import { type DirectivePolicy, policyFor } from './directive-policy.ts';
import { HomeFailure } from './failure.ts';
import { isObject, type JsonObject } from './json.ts';
import { noteFailure } from './note-failure.ts';
import { senderOf } from './sender.ts';
import { startedAnswer } from './started-answer.ts';

/** A directive in its event, and the token that it brought. */
interface DirectiveQuestion {
  readonly event: unknown;
  readonly asked: Asked;
  readonly ownToken: string | undefined;
  /** Is told when a home of the mode direct is asked to do something. */
  readonly onCall?: (() => void) | undefined;
  /** Is told when such a home may have more devices than were found. */
  readonly onDoubt?: (() => void) | undefined;
}

/**
 * Forwards a directive to the home and answers what the home answered. Throws `HomeFailure` where that is nothing, also at
 * once.
 */
export function forwardDirective(
  parts: ExtensionState,
  settings: HomeSettingsOn,
  event: unknown,
  turn: Turn,
): Promise<JsonObject | AlexaResponse> {
  refuseOtherVersions(event);
  const { token: ownToken } = senderOf(parts, event, turn);
  const asked = readAsked(event);
  const policy = policyFor(asked, settings);
  const question = { event, asked, ownToken };
  if (policy.whenSlow === 'error') return askWithin(policy, parts, settings, turn, question);
  return forwardLeniently(policy, parts, settings, turn, question);
}

/** What may be answered without the home: a scene that it has got, the devices that were found last. */
async function forwardLeniently(
  policy: DirectivePolicy,
  parts: ExtensionState,
  settings: HomeSettingsOn,
  turn: Turn,
  question: DirectiveQuestion,
): Promise<JsonObject | AlexaResponse> {
  const { event, asked, ownToken } = question;
  // In the mode direct the home is asked how it is before it is asked to do something.
  let isSent = !isDirect(settings);
  const onCall = () => {
    isSent = true;
  };
  let isSure = true;
  const onDoubt = () => {
    isSure = false;
  };
  const ask = () => askWithin(policy, parts, settings, turn, { ...question, onCall, onDoubt });
  // What the bridge shows of itself is not remembered as a device of the home.
  if (policy.whenSlow === 'last-known' && settings.mode !== 'diagnostics') {
    const { discoverDevices } = await import('./discovery/discover-devices.ts');
    return discoverDevices(parts, settings, { event, ownToken, turn, isSure: () => isSure }, ask);
  }
  try {
    return await ask();
  } catch (error) {
    // Of a device without a usable id, Amazon's schema takes no word that it started.
    const mayStart = policy.whenSlow === 'started' && isSent && asked.endpointId !== undefined;
    if (!mayStart || failureOfError(error).kind !== 'too-slow') throw error;
    parts.gateways.logging.operations.info({ message: STARTED });
    return startedAnswer(parts, event);
  }
}

const STARTED =
  'The home has the scene and is not done with it; Alexa was told that it started (HOME_ASSISTANT_OPTIMISTIC_SCENES).';

/** Asks the home for no longer than the policy allows, and answers its message as Amazon's schema takes it. */
function askWithin(
  { limitMs, whenSlow }: DirectivePolicy,
  parts: ExtensionState,
  settings: HomeSettingsOn,
  turn: Turn,
  { event, asked, ownToken, onCall, onDoubt }: DirectiveQuestion,
): Promise<JsonObject> {
  const { clock } = parts.environment;
  const endsAtMs = clock.now() + limitMs + MARGIN_MS;
  const remainingMs = () => Math.min(turn.remainingMs(), endsAtMs - clock.now());
  const hurried: Turn = { remainingMs, noteCause: turn.noteCause, trusted: turn.trusted };
  const toleratesSlow = whenSlow === 'started';
  const answer: Promise<unknown> = isDirect(settings)
    ? import('../direct/answer-direct.ts').then(({ answerDirect }) =>
        answerDirect(parts, settings, hurried, { ownToken, toleratesSlow, event, onCall, onDoubt }),
      )
    : askHome(parts, settings, hurried, { ownToken, toleratesSlow, path: '/api/alexa/smart_home', body: event });
  const told = ({ message, note }: Accepted) => {
    if (note !== undefined)
      parts.gateways.logging.operations.info({ message: `Left out of the home's answer: ${note}.` });
    return withoutSecrets(parts, message);
  };
  return answer.then((given) => {
    const accepted = acceptAnswer(given, { event, asked, nowMs: clock.now() });
    return accepted instanceof Promise ? accepted.then(told) : told(accepted);
  });
}

/**
 * The error message of Alexa's for a failure, with the cause noted for the log. A caller for whom nobody vouches is not
 * told what was seen: it may name the home's address.
 */
export function answerFailure(parts: ExtensionParts, event: unknown, failure: HomeFailure, turn: Turn): AlexaResponse {
  noteFailure(parts, failure, turn);
  return parts.gateways.lambda.operations.createAlexaResponse({
    type: 'smart-home-error',
    directive: event,
    errorType: failure.errorType,
    message: turn.trusted
      ? parts.gateways.security.operations.filterSensitive({ data: failure.message })
      : failure.explanation,
  });
}

/** The message of an error is for people and may quote what was sent; the rest is the sender's own or checked. */
function withoutSecrets({ gateways }: ExtensionParts, answer: JsonObject): JsonObject {
  const event = isObject(answer.event) ? answer.event : {};
  const payload = isObject(event.payload) ? event.payload : {};
  if (typeof payload.message !== 'string') return answer;
  const message = gateways.security.operations.filterSensitive({ data: payload.message });
  return { ...answer, event: { ...event, payload: { ...payload, message } } };
}

/** Home Assistant answers any other version with a bare 500, so it is not asked. */
function refuseOtherVersions(event: unknown): void {
  const directive = isObject(event) ? event.directive : undefined;
  const header = isObject(directive) ? directive.header : undefined;
  if (!isObject(header) || header.payloadVersion !== '3') throw new HomeFailure('invalid-directive');
}
