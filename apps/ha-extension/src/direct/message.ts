import { type JsonObject, member } from '../bridge/json.ts';
import { type Entity, isUnavailable } from './entity.ts';
import type { Appearance, Face } from './face.ts';
import type { Refusal } from './refusal.ts';

/** A directive as it is carried out. */
export interface Directive {
  readonly namespace: string;
  readonly name: string;
  readonly instance: string | undefined;
  readonly endpointId: string | undefined;
  readonly payload: JsonObject;
}

export function readDirective(event: unknown): Directive {
  const header = member(event, 'directive', 'header');
  const endpoint = member(event, 'directive', 'endpoint');
  const textIn = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    namespace: textIn(header.namespace) ?? '',
    name: textIn(header.name) ?? '',
    instance: textIn(header.instance),
    endpointId: textIn(endpoint.endpointId),
    payload: member(event, 'directive', 'payload'),
  };
}

/** What the message holds beside its header's ids. */
export interface Reply {
  /** Default `Alexa`. */
  readonly namespace?: string;
  /** Default `Response`. */
  readonly name?: string;
  readonly payload?: JsonObject;
  readonly properties?: readonly JsonObject[];
}

/** The message that the home's own integration would answer. The correlation token is added where answers are checked. */
export function messageOf({ endpointId }: Directive, messageId: string, reply: Reply): JsonObject {
  const { namespace = 'Alexa', name = 'Response', payload = {}, properties } = reply;
  return {
    event: {
      header: { namespace, name, messageId, payloadVersion: '3' },
      ...(endpointId !== undefined && { endpoint: { endpointId } }),
      payload,
    },
    ...(properties !== undefined && { context: { properties } }),
  };
}

export function refusalReply({ type, message, detail }: Refusal): Reply {
  return { name: 'ErrorResponse', payload: { type, message, ...detail } };
}

/** What the home confirmed of one interface. */
export interface Confirmed {
  readonly face: Face;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The properties of an entity: what was confirmed, and the rest as it is. Of one that is not there, only that. */
export function propertiesOf(
  entity: Entity,
  { faces }: Appearance,
  sampledAt: string,
  confirmed?: Confirmed,
): readonly JsonObject[] {
  const known = isUnavailable(entity) ? [] : faces;
  const all = [...known, ...(hasHealth(faces) ? [healthFace(entity)] : [])];
  return all.flatMap((face) => {
    const isConfirmed = face.name === confirmed?.face.name && face.instance === confirmed.face.instance;
    const values = { ...face.properties, ...(isConfirmed && confirmed.values) };
    return propertiesIn(face, values, sampledAt);
  });
}

/** Only what was confirmed, for when it is not known how the entity is. */
export function confirmedProperties({ face, values }: Confirmed, sampledAt: string): readonly JsonObject[] {
  return propertiesIn(face, values, sampledAt);
}

function propertiesIn(
  { name: namespace, instance }: Face,
  values: Readonly<Record<string, unknown>>,
  timeOfSample: string,
): readonly JsonObject[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined
      ? []
      : {
          namespace,
          name,
          ...(instance !== undefined && { instance }),
          value,
          timeOfSample,
          uncertaintyInMilliseconds: 0,
        },
  );
}

/** What is only started has no health, as Home Assistant has it. */
export function hasHealth(faces: readonly Face[]): boolean {
  return faces.some(({ properties }) => properties !== undefined);
}

/** `Alexa.EndpointHealth`, which every device has that can be asked how it is. */
export function healthFace(entity: Entity): Face {
  const value = isUnavailable(entity) ? 'UNREACHABLE' : 'OK';
  return { name: 'Alexa.EndpointHealth', properties: { connectivity: { value } } };
}
