import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** The parts of a Smart Home v3 directive that matter to an answer. */
export interface Directive {
  readonly namespace: string;
  readonly name: string;
  /** Of RangeController and its kin: which range of the endpoint is meant. */
  readonly instance: string | undefined;
  readonly correlationToken: string | undefined;
  readonly payload: JsonObject;
  /** As it came, scope included: replies give it back whole. */
  readonly endpoint: JsonObject | undefined;
}

/**
 * Reads a request body. `undefined` means that Home Assistant would fail before it could make an answer (HTTP 500):
 * no `directive`, no header, no payload, or a `payloadVersion` other than the string "3".
 */
export function parseDirective(body: Json | undefined): Directive | undefined {
  const directive = isJsonObject(body) ? body.directive : undefined;
  if (!isJsonObject(directive)) return undefined;
  const { header, payload, endpoint } = directive;
  if (!isJsonObject(header) || !isJsonObject(payload) || header.payloadVersion !== '3') return undefined;
  if (typeof header.namespace !== 'string' || typeof header.name !== 'string') return undefined;
  return {
    namespace: header.namespace,
    name: header.name,
    instance: textOf(header.instance),
    correlationToken: textOf(header.correlationToken),
    payload,
    endpoint: isJsonObject(endpoint) ? endpoint : undefined,
  };
}

/** The entity that an endpoint id stands for: a dot is not allowed in the id, so a number sign takes its place. */
export function entityIdFromEndpointId(endpointId: string): string {
  return endpointId.replaceAll('#', '.');
}

/** The endpoint id of an entity. */
export function endpointIdFromEntityId(entityId: string): string {
  return entityId.replaceAll('.', '#');
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
