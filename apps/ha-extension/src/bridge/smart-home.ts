import type { AlexaResponse } from '@hearthgate/contracts';
import { isDirect } from '../direct/direct-home.ts';
import type { ExtensionParts, ExtensionState, Turn } from '../extension-parts.ts';
import type { HomeSettingsOn } from '../settings/home-settings.ts';
import { acceptAnswer } from './answer/accept-answer.ts';
import { askHome } from './ask-home.ts';
import { failureOfError } from './classify.ts';
import { HomeFailure } from './failure.ts';
import { isObject, type JsonObject } from './json.ts';
import { noteFailure } from './note-failure.ts';

/** Forwards a directive to the home and answers what the home answered, or the right error in its place. */
export async function answerDirective(
  parts: ExtensionState,
  settings: HomeSettingsOn,
  event: unknown,
  turn: Turn,
): Promise<JsonObject | AlexaResponse> {
  try {
    refuseOtherVersions(event);
    const { security, logging } = parts.gateways;
    const { token: ownToken } = security.operations.authenticateAlexa({ request: event });
    const answer = isDirect(settings)
      ? await (await import('../direct/answer-direct.ts')).answerDirect(parts, settings, turn, { event, ownToken })
      : await askHome(parts, settings, turn, { path: '/api/alexa/smart_home', body: event, ownToken });
    const { message, note } = await acceptAnswer(answer, { event, nowMs: parts.environment.clock.now() });
    if (note !== undefined) logging.operations.info({ message: `Left out of the home's answer: ${note}.` });
    return withoutSecrets(parts, message);
  } catch (error) {
    return answerFailure(parts, event, failureOfError(error), turn);
  }
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
