import type { EntityState } from '../entity.ts';
import type { Json, JsonObject } from '../json.ts';
import type { AlexaError } from './alexa-error.ts';
import type { DirectiveEvent } from './alexa-interface.ts';
import type { Directive } from './directive.ts';
import { interfacesOf } from './endpoint.ts';

/** A property in a reply's context. */
export interface ContextProperty extends JsonObject {
  readonly namespace: string;
  readonly name: string;
  readonly value: Json;
}

/** What the skill sends back to Alexa. */
export interface AlexaMessage extends JsonObject {
  readonly event: JsonObject;
  readonly context?: { readonly properties: readonly ContextProperty[] };
}

/** An event in answer to a directive: the correlation token and the endpoint go back as they came. */
export function createReply(directive: Directive, messageId: string, event: DirectiveEvent): AlexaMessage {
  const { correlationToken, endpoint } = directive;
  return {
    event: {
      header: { namespace: event.namespace, name: event.name, messageId, payloadVersion: '3', correlationToken },
      payload: event.payload,
      endpoint,
    },
  };
}

/** An `ErrorResponse`. */
export function createErrorReply(directive: Directive, messageId: string, error: AlexaError): AlexaMessage {
  const payload = { ...error.detail, type: error.type, message: error.message };
  return createReply(directive, messageId, { namespace: 'Alexa', name: 'ErrorResponse', payload });
}

/** Everything that an entity reports, sampled now; properties without a value are left out. */
export function readProperties(entity: EntityState, timeOfSample: string): readonly ContextProperty[] {
  return interfacesOf(entity).flatMap((face) =>
    (face.supported?.(entity) ?? []).flatMap((name) => {
      const value = face.read?.(entity, name);
      if (value === undefined) return [];
      const property = { name, namespace: face.name, value, timeOfSample, uncertaintyInMilliseconds: 0 };
      return [face.instance === undefined ? property : { ...property, instance: face.instance }];
    }),
  );
}
