import type { AlexaResponse } from '@hearthgate/contracts';
import type { ExtensionParts, Turn } from '../extension-parts.ts';
import { acceptAnswer } from './answer.ts';
import { failureOfError } from './classify.ts';
import { HomeFailure } from './failure.ts';
import { chooseToken, type HomeSettingsOn, postToHome } from './home-client.ts';
import { isObject, type JsonObject } from './json.ts';

/** Forwards a directive to the home and answers what the home answered, or the right error in its place. */
export async function answerDirective(
  parts: ExtensionParts,
  settings: HomeSettingsOn,
  event: unknown,
  turn: Turn,
): Promise<JsonObject | AlexaResponse> {
  try {
    refuseOtherVersions(event);
    const caller = parts.gateways.security.operations.authenticateAlexa({ request: event });
    const token = chooseToken(settings, caller.token, turn.trusted);
    const answer = await postToHome(parts.gateways, parts.environment, settings, {
      path: '/api/alexa/smart_home',
      body: event,
      token,
      remainingMs: turn.remainingMs(),
    });
    return acceptAnswer(answer, parts.environment.clock.now());
  } catch (error) {
    return answerFailure(parts, event, failureOfError(error), turn);
  }
}

/**
 * The error message of Alexa's for a failure, with the cause noted for the log. A caller for whom nobody vouches is not
 * told what was seen: it may name the home's address.
 */
export function answerFailure(parts: ExtensionParts, event: unknown, failure: HomeFailure, turn: Turn): AlexaResponse {
  turn.noteCause(failure.message);
  return parts.gateways.lambda.operations.createAlexaResponse({
    type: 'smart-home-error',
    directive: event,
    errorType: failure.errorType,
    message: turn.trusted
      ? parts.gateways.security.operations.filterSensitive({ data: failure.message })
      : failure.explanation,
  });
}

/** Home Assistant answers any other version with a bare 500, so it is not asked. */
function refuseOtherVersions(event: unknown): void {
  const directive = isObject(event) ? event.directive : undefined;
  const header = isObject(directive) ? directive.header : undefined;
  if (!isObject(header) || header.payloadVersion !== '3') throw new HomeFailure('invalid-directive');
}
