import type { ExtensionParts } from '../extension-parts.ts';
import { readAsked } from './answer/asked.ts';
import type { JsonObject } from './json.ts';
import { member } from './json.ts';

/** What a home answers that has started a scene (Alexa.SceneController), for one that has it and is not done. */
export function startedAnswer({ gateways, environment }: ExtensionParts, event: unknown): JsonObject {
  const { correlationToken, endpointId } = readAsked(event);
  const isOver = member(event, 'directive', 'header').name === 'Deactivate';
  return {
    event: {
      header: {
        namespace: 'Alexa.SceneController',
        name: isOver ? 'DeactivationStarted' : 'ActivationStarted',
        messageId: gateways.utility.operations.generateCorrelationId(),
        payloadVersion: '3',
        ...(correlationToken !== undefined && { correlationToken }),
      },
      endpoint: { endpointId },
      payload: {
        cause: { type: 'VOICE_INTERACTION' },
        timestamp: new Date(environment.clock.now()).toISOString(),
      },
    },
    context: { properties: [] },
  };
}
