import type { EntityState } from '../entity.ts';
import type { HomeState } from '../home-state.ts';
import { createUuid } from '../ids.ts';
import { isJsonObject } from '../json.ts';
import { callService } from '../services/call-service.ts';
import { ServiceError } from '../services/service.ts';
import { alexaTime } from '../time-format.ts';
import { AlexaError, AlexaErrorType, unknownError, unsupportedDirective } from './alexa-error.ts';
import type { DirectiveCall, DirectiveEvent, DirectiveOutcome } from './alexa-interface.ts';
import { type Directive, entityIdFromEndpointId } from './directive.ts';
import { describeEndpoint, interfacesOf } from './endpoint.ts';
import type { Quirks } from './quirks.ts';
import { type AlexaMessage, type ContextProperty, createErrorReply, createReply, readProperties } from './reply.ts';

const RESPONSE: DirectiveEvent = { namespace: 'Alexa', name: 'Response', payload: {} };

/** Carries out a directive and answers it; whatever a directive asks for, there is an answer. */
export function handleDirective(home: HomeState, directive: Directive, quirks: Quirks): AlexaMessage {
  const messageId = createUuid(home.random);
  try {
    if (directive.endpoint !== undefined) return answerForEndpoint(home, directive, messageId, quirks);
    return createReply(directive, messageId, answerForHome(home, directive, quirks));
  } catch (error) {
    return createErrorReply(directive, messageId, detailed(toAlexaError(error), quirks));
  }
}

/** Discovery and account linking, the directives that name no endpoint. */
function answerForHome(home: HomeState, directive: Directive, quirks: Quirks): DirectiveEvent {
  const { namespace, name, payload } = directive;
  if (namespace === 'Alexa.Discovery' && name === 'Discover') {
    return { namespace, name: 'Discover.Response', payload: { endpoints: home.all().map(describeEndpoint) } };
  }
  if (namespace === 'Alexa.Authorization' && name === 'AcceptGrant') {
    if (!isJsonObject(payload.grant) || payload.grant.code === undefined) throw unknownError();
    return { namespace, name: 'AcceptGrant.Response', payload: {} };
  }
  throw unhandled(quirks);
}

function answerForEndpoint(home: HomeState, directive: Directive, messageId: string, quirks: Quirks): AlexaMessage {
  const before = findEntity(home, directive);
  const handler = findHandler(before, directive, quirks);
  const time = alexaTime(home.now());
  const outcome = handler({ entity: before, payload: directive.payload, instance: directive.instance, time });
  for (const call of outcome.calls) callService(home, call);
  const after = home.find(before.entity_id) ?? before;
  const properties = contextFor(before, after, outcome.confirmed ?? [], time, quirks);
  return { ...createReply(directive, messageId, outcome.event ?? RESPONSE), context: { properties } };
}

function findEntity(home: HomeState, { endpoint }: Directive): EntityState {
  const endpointId = endpoint?.endpointId;
  if (typeof endpointId !== 'string') throw unknownError();
  const entity = home.find(entityIdFromEndpointId(endpointId));
  if (entity !== undefined) return entity;
  throw new AlexaError(AlexaErrorType.NO_SUCH_ENDPOINT, `The endpoint ${endpointId} does not exist`);
}

function findHandler(
  entity: EntityState,
  { namespace, name }: Directive,
  quirks: Quirks,
): (call: DirectiveCall) => DirectiveOutcome {
  const face = interfacesOf(entity).find((candidate) => candidate.name === namespace);
  // A map, because the name comes from outside and must not find `constructor`.
  const handler = new Map(Object.entries(face?.directives ?? {})).get(name);
  if (handler === undefined) throw unhandled(quirks);
  return handler;
}

/** What the handler vouches for comes first, the rest of the endpoint's properties after it. */
function contextFor(
  before: EntityState,
  after: EntityState,
  confirmed: readonly string[],
  time: string,
  quirks: Quirks,
): readonly ContextProperty[] {
  const isConfirmed = ({ name }: ContextProperty): boolean => confirmed.includes(name);
  const first = readProperties(after, time).filter(isConfirmed);
  const rest = readProperties(quirks.staleContext ? before : after, time).filter((property) => !isConfirmed(property));
  return [...first.map((property) => (isUntimed(property, quirks) ? withoutTime(property) : property)), ...rest];
}

function isUntimed({ name }: ContextProperty, { untimedProperties }: Quirks): boolean {
  return untimedProperties === 'all' || (untimedProperties === 'lock' && name === 'lockState');
}

function withoutTime(property: ContextProperty): ContextProperty {
  const { timeOfSample: _time, uncertaintyInMilliseconds: _uncertainty, ...rest } = property;
  return rest as ContextProperty;
}

/** A service that refuses its data leaves Home Assistant without a better word than "unknown". */
function toAlexaError(error: unknown): AlexaError {
  if (error instanceof AlexaError) return error;
  if (error instanceof ServiceError) return unknownError();
  throw error;
}

function unhandled({ vagueUnsupported }: Quirks): AlexaError {
  return vagueUnsupported ? new AlexaError(AlexaErrorType.INTERNAL_ERROR, '') : unsupportedDirective();
}

function detailed(error: AlexaError, { dropsErrorDetail }: Quirks): AlexaError {
  return dropsErrorDetail ? new AlexaError(error.type, error.message) : error;
}
