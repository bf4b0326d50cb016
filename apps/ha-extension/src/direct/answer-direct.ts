import { nameOf } from '../bridge/answer/notes.ts';
import type { JsonObject } from '../bridge/json.ts';
import type { ExtensionState, Turn } from '../extension-parts.ts';
import { carryOut } from './carry-out.ts';
import type { DirectHome } from './direct-home.ts';
import { endpointOf } from './discover.ts';
import { kinds } from './domains/index.ts';
import { type Entity, entityIdOf, isUnavailable } from './entity.ts';
import { describeIdle, isExposed, isOffered, keyOf, registryRules, UNKNOWN_REGISTRY } from './exposure.ts';
import type { Appearance, Effect, Face, Kind, Scale } from './face.ts';
import { createHomeDoor, type DoorOptions, type HomeDoor } from './home-door.ts';
import {
  confirmedProperties,
  type Directive,
  messageOf,
  propertiesOf,
  type Reply,
  readDirective,
  refusalReply,
} from './message.ts';
import { Refusal } from './refusal.ts';
import { readRegistry } from './registry/read-registry.ts';

/** For what does not depend on it. */
const CELSIUS: Scale = 'CELSIUS';

/** A directive in its event, and how the home is asked for it. */
export interface DirectQuestion extends DoorOptions {
  readonly event: unknown;
  /** Is told when fewer devices may be found than there are, as an area or label of a rule could not be read. */
  readonly onDoubt?: (() => void) | undefined;
}

/**
 * Carries out a directive through the states and services of a home, and answers the message that the home's own
 * integration would have answered, an error included. Throws `HomeFailure` where the home cannot be asked.
 */
export async function answerDirect(
  parts: ExtensionState,
  home: DirectHome,
  turn: Turn,
  { event, onDoubt, ...asked }: DirectQuestion,
): Promise<JsonObject> {
  const directive = readDirective(event);
  const { exposure } = home;
  const door = createHomeDoor(parts, home, turn, asked);
  const source = { parts, home, turn, door };
  const tools: Tools = {
    door,
    async offered(entities) {
      const idle = describeIdle(exposure, entities);
      if (idle !== undefined) parts.gateways.logging.operations.warning({ message: idle });
      const registry = await readRegistry(source, true);
      if (registryRules(exposure).some((rule) => !registry.members.has(keyOf(rule)))) onDoubt?.();
      return entities.filter((entity) => isOffered(exposure, entity, registry));
    },
    async isExposed(entity) {
      const needsRegistry = registryRules(exposure).length > 0;
      return isExposed(exposure, entity, needsRegistry ? await readRegistry(source, false) : UNKNOWN_REGISTRY);
    },
    nowMs: () => parts.environment.clock.now(),
  };
  const reply = await settle(parts, () => replyTo(directive, tools));
  return messageOf(directive, parts.gateways.utility.operations.generateCorrelationId(), reply);
}

interface Tools {
  readonly door: HomeDoor;
  /** Those of the entities that Alexa is told of. */
  readonly offered: (entities: readonly Entity[]) => Promise<readonly Entity[]>;
  /** Whether Alexa may know of it; who was told of it once may control it while that is so. */
  readonly isExposed: (entity: Entity) => Promise<boolean>;
  readonly nowMs: () => number;
}

async function settle({ gateways }: ExtensionState, answer: () => Promise<Reply>): Promise<Reply> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    gateways.logging.operations.info({ message: `Answered with ${error.type}, as follows. ${error.message}` });
    return refusalReply(error);
  }
}

async function replyTo(directive: Directive, tools: Tools): Promise<Reply> {
  const kind = `${directive.namespace} ${directive.name}`;
  if (kind === 'Alexa.Discovery Discover') {
    const shown = await tools.offered((await tools.door.states()).filter(({ domain }) => kinds.has(domain)));
    const endpoints = shown.flatMap((entity) => endpointOf(entity) ?? []);
    return { namespace: 'Alexa.Discovery', name: 'Discover.Response', payload: { endpoints } };
  }
  // Nothing is reported from here, so the grant is not needed; refusing it would end the linking of the account.
  if (kind === 'Alexa.Authorization AcceptGrant') {
    return { namespace: 'Alexa.Authorization', name: 'AcceptGrant.Response' };
  }
  return replyForEndpoint(directive, tools);
}

async function replyForEndpoint(directive: Directive, tools: Tools): Promise<Reply> {
  const { entity, kind, scale } = await find(directive, tools);
  const appearance = kind.appear(entity, scale);
  if (appearance === undefined) throw noSuchEndpoint(directive);
  const sampledAt = () => new Date(tools.nowMs()).toISOString();
  if (directive.namespace === 'Alexa' && directive.name === 'ReportState') {
    return { name: 'StateReport', properties: propertiesOf(entity, appearance, sampledAt()) };
  }
  if (isUnavailable(entity)) throw new Refusal('ENDPOINT_UNREACHABLE', `The home cannot reach ${entity.id}.`);
  const { face, effect } = effectOf(directive, appearance);
  const after = await carryOut(tools.door, entity, effect);
  const hasFailed = after !== undefined && (isUnavailable(after) || effect.failed?.(after) === true);
  const confirmed = { face, values: hasFailed ? {} : (effect.confirms ?? {}) };
  const now = after === undefined ? undefined : kind.appear(after, scale);
  const properties =
    after === undefined || now === undefined
      ? confirmedProperties(confirmed, sampledAt())
      : propertiesOf(after, now, sampledAt(), confirmed);
  return { ...replyKind(directive, sampledAt()), properties };
}

interface Found {
  readonly entity: Entity;
  readonly kind: Kind;
  readonly scale: Scale;
}

async function find(directive: Directive, { door, isExposed }: Tools): Promise<Found> {
  const named = entityIdOf(directive.endpointId);
  const kind = kinds.get(named?.domain ?? '');
  if (named === undefined || kind === undefined) throw noSuchEndpoint(directive);
  const entity = await door.state(named.id);
  if (entity === undefined || !(await isExposed(entity))) throw noSuchEndpoint(directive);
  // Not at once with the state: a home that comes back is asked once first, and a refused token counts once towards a ban.
  return { entity, kind, scale: kind.usesScale ? await door.scale() : CELSIUS };
}

function effectOf(directive: Directive, { faces }: Appearance): { readonly face: Face; readonly effect: Effect } {
  const { namespace, name, instance, payload } = directive;
  const face = faces.find((one) => one.name === namespace && one.instance === instance);
  const handlers = face?.directives ?? {};
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (face !== undefined && handler !== undefined) return { face, effect: handler(payload) };
  throw new Refusal('INVALID_DIRECTIVE', `${namespace} ${name} is nothing that the device can do.`);
}

/** What each directive is answered with, if not with `Response`. */
function replyKind({ namespace, name }: Directive, timestamp: string): Reply {
  if (namespace === 'Alexa.SceneController') {
    const started = name === 'Activate' ? 'ActivationStarted' : 'DeactivationStarted';
    return { namespace, name: started, payload: { cause: { type: 'VOICE_INTERACTION' }, timestamp } };
  }
  if (namespace === 'Alexa.SecurityPanelController' && name === 'Arm') {
    return { namespace, name: 'Arm.Response' };
  }
  return {};
}

function noSuchEndpoint({ endpointId }: Pick<Directive, 'endpointId'>): Refusal {
  return new Refusal(
    'NO_SUCH_ENDPOINT',
    `The home has no entity for ${nameOf(endpointId)}, or does not show it to Alexa.`,
  );
}
