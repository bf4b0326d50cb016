import type { HttpRequestParams, HttpResponse } from '@hearthgate/contracts';
import { afterAll, beforeAll } from 'vitest';
import { type DemoHome, startDemoHome } from '../../../src/demo-home/index.ts';
import type { DirectHome } from '../../../src/direct/direct-home.ts';
import { answerHomes } from '../../../src/homes/answer-homes.ts';
import type { ExtensionParts, Turn } from '../../../src/index.ts';
import type { ExposureSettings } from '../../../src/settings/exposure.ts';
import { CONFIGURED_TOKEN, CORRELATION_TOKEN } from '../../bridge/support/messages.ts';
import {
  createNetworkParts,
  createParts,
  createTurn,
  response,
  settingsOn,
  stateOf,
} from '../../bridge/support/parts.ts';
import { compileSchema, type SchemaCheck, schemaIsMissing } from '../../demo-home/support/amazon-schema.ts';
import { type MadeUpSockets, madeUpSockets, type Registries } from './sockets.ts';

type Members = Readonly<Record<string, unknown>>;

/** One state as the home answers it. */
export interface State {
  readonly entity_id: string;
  readonly state: string;
  readonly attributes: Members;
}

export function state(entityId: string, value: string, attributes: Members = {}): State {
  return { entity_id: entityId, state: value, attributes };
}

export function directHome(settings: Partial<DirectHome> = {}): DirectHome {
  return { ...settingsOn({ token: CONFIGURED_TOKEN, ...settings }), mode: 'direct', ...settings };
}

export const discover = {
  directive: {
    header: { namespace: 'Alexa.Discovery', name: 'Discover', messageId: 'directive-1', payloadVersion: '3' },
    payload: { scope: { type: 'BearerToken', token: 'hg-own-5f0c2a7e19d84b63' } },
  },
};

/** `Alexa.RangeController SetRangeValue` for an entity, with the instance after a slash where there is one. */
export function ask(entityId: string, what: string, payload: Members = {}): Members {
  const [, namespace = '', name = '', instance] = /^(\S+) (\w+)(?:\/(\S+))?$/.exec(what) ?? [];
  const ids = { messageId: 'directive-1', correlationToken: CORRELATION_TOKEN, payloadVersion: '3' };
  return {
    directive: {
      header: { namespace, name, ...ids, ...(instance !== undefined && { instance }) },
      endpoint: { endpointId: entityId.replace('.', '#'), scope: { type: 'BearerToken', token: 'x' }, cookie: {} },
      payload,
    },
  };
}

export const report = (entityId: string): Members => ask(entityId, 'Alexa ReportState');

export interface Property {
  readonly namespace: string;
  readonly name: string;
  readonly value: unknown;
}

/** An answer taken apart, and what is wrong with it. */
export interface Outcome {
  readonly kind: string;
  readonly payload: Members;
  readonly endpointId: unknown;
  /** By interface, instance if any, and name. */
  readonly properties: Members;
  readonly endpoints: readonly Endpoint[];
  readonly causes: readonly string[];
  readonly message: unknown;
}

export interface Endpoint {
  readonly endpointId: string;
  readonly friendlyName: string;
  readonly displayCategories: readonly string[];
  readonly capabilities: readonly (Members & { readonly interface: string })[];
}

let faultsOf: SchemaCheck = () => [];

/** To be called once in a file: every answer is then checked against Amazon's schema, where that is at hand. */
export function checkAnswers(): void {
  beforeAll(() => {
    if (!schemaIsMissing) faultsOf = compileSchema();
  });
}

export async function answer(
  parts: ExtensionParts,
  home: DirectHome,
  event: unknown,
  turn: Partial<Turn> = {},
): Promise<Outcome> {
  const told = createTurn(turn);
  // biome-ignore lint/suspicious/noExplicitAny: the tests look for what may not be there
  const message = (await answerHomes(stateOf(parts), [home], event, told)) as any;
  const faults = faultsOf(message);
  if (faults.length > 0) throw new Error(`Amazon's schema: ${faults.join('; ')} in ${JSON.stringify(message)}`);
  const { header, payload, endpoint } = message.event;
  const properties = (message.context?.properties ?? []).map(
    ({ namespace, name, instance, value }: Property & { readonly instance?: string }) => [
      `${namespace.replace('Alexa.', '')}${instance === undefined ? '' : `/${instance}`}.${name}`,
      value,
    ],
  );
  return {
    kind: `${header.namespace} ${header.name}`,
    payload,
    endpointId: endpoint?.endpointId,
    properties: Object.fromEntries(properties),
    endpoints: payload.endpoints ?? [],
    causes: told.causes,
    message,
  };
}

/** The demo home over loopback, one for a file. */
export function startHome(): {
  readonly ask: (event: unknown) => Promise<Outcome>;
  readonly stateOf: (id: string) => State;
} {
  let demo: DemoHome | undefined;
  const parts = createNetworkParts();
  const running = (): DemoHome => {
    if (demo === undefined) throw new Error('The demo home has not been started.');
    return demo;
  };
  beforeAll(async () => {
    demo = await startDemoHome();
  });
  afterAll(async () => {
    await demo?.close();
    await (parts as unknown as Partial<AsyncDisposable>)[Symbol.asyncDispose]?.();
  });
  return {
    ask: (event) => answer(parts, directHome({ url: running().url, token: running().token }), event),
    stateOf(id) {
      const found = running()
        .entities()
        .find(({ entity_id }) => entity_id === id);
      if (found === undefined) throw new Error(`The demo home has no ${id}.`);
      return found;
    },
  };
}

/** A call of a service that the made-up home was sent. */
export interface Called {
  readonly service: string;
  readonly data: Members;
}

export interface MadeUpHome {
  readonly states: readonly State[];
  readonly exposure?: ExposureSettings;
  readonly unit?: string;
  /** The states that change; none by default. An HTTP status refuses the call. */
  readonly onCall?: (called: Called) => readonly State[] | number;
  /** What its registries hold; by default nothing. An HTTP status lets no websocket through. */
  readonly registries?: Registries | number;
}

export interface MadeUp {
  readonly ask: (event: unknown, turn?: Partial<Turn>) => Promise<Outcome>;
  readonly called: readonly Called[];
  readonly requests: readonly HttpRequestParams[];
  readonly sockets: MadeUpSockets;
  readonly output: () => string;
}

/** A home of the given entities, for kinds that the demo home lacks and for what a home may answer. */
export function madeUpHome({ states, exposure, unit = '°C', onCall = () => [], registries = {} }: MadeUpHome): MadeUp {
  const called: Called[] = [];
  const now = new Map(states.map((one) => [one.entity_id, one]));
  const reply = ({ url, body }: HttpRequestParams): HttpResponse => {
    const path = url.replace('https://home.example.com', '');
    if (path === '/api/states') return response([...now.values()]);
    if (path === '/api/config') return response({ unit_system: { temperature: unit } });
    if (path === '/api/') return response({ message: 'API running.' });
    const [, id] = /^\/api\/states\/(.+)$/.exec(path) ?? [];
    if (id !== undefined) {
      const found = now.get(id);
      return found === undefined ? response({ message: 'Entity not found.' }, 404) : response(found);
    }
    const [, domain, service] = /^\/api\/services\/(\w+)\/(\w+)$/.exec(path) ?? [];
    if (service === undefined) return response('404: Not Found', 404);
    const call = { service: `${domain}.${service}`, data: JSON.parse(String(body)) };
    called.push(call);
    const changed = onCall(call);
    if (typeof changed === 'number') return response('refused', changed);
    for (const one of changed) now.set(one.entity_id, one);
    return response(changed);
  };
  const sockets = madeUpSockets(registries);
  const parts = createParts(reply, {}, sockets.open);
  const home = directHome(exposure === undefined ? {} : { exposure });
  return {
    ask: (event, turn) => answer(parts, home, event, turn),
    called,
    requests: parts.requests,
    sockets,
    output: parts.output,
  };
}
