import { createCacheGateway } from '@hearthgate/cache';
import { createCircuitBreakerGateway } from '@hearthgate/circuit-breaker';
import type {
  Gateways,
  HttpGateway,
  HttpOperations,
  HttpPreconnectParams,
  HttpRequestParams,
  HttpResponse,
} from '@hearthgate/contracts';
import { createHttpGateway } from '@hearthgate/http-client';
import { createInitializationGateway } from '@hearthgate/initialization';
import { compose, systemClock, type Variables } from '@hearthgate/kernel';
import { createLambdaGateway } from '@hearthgate/lambda';
import { createLoggingGateway } from '@hearthgate/logging';
import { createMetricsGateway } from '@hearthgate/metrics';
import { createSecurityGateway } from '@hearthgate/security';
import { createSingletonGateway } from '@hearthgate/singleton';
import { createManualClock } from '@hearthgate/testing';
import { createUtilityGateway } from '@hearthgate/utility';
import { createRefusedTokens } from '../../../src/bridge/refused-tokens.ts';
import { createStrangerGate } from '../../../src/bridge/stranger-gate.ts';
import type { ExtensionState } from '../../../src/extension-parts.ts';
import type { ExtensionParts, HomeSettingsOn, Turn } from '../../../src/index.ts';

/** A home that a test makes up: answers a request, or throws as the HTTP gateway does. */
export type Home = (request: HttpRequestParams) => HttpResponse | Promise<HttpResponse>;

export interface TestParts extends ExtensionParts {
  /** What the made-up home was asked, in order. */
  readonly requests: readonly HttpRequestParams[];
  /** Where connections were opened before anybody asked. */
  readonly ahead: readonly HttpPreconnectParams[];
  /** Everything that was logged. */
  readonly output: () => string;
  /** Moves time; not for parts with a network. */
  readonly advance: (ms: number) => Promise<void>;
}

const noHome: Home = () => {
  throw new Error('This test has no home.');
};

/** Ten composed gateways, on a clock that stands still, and a made-up home in the place of the network. */
export function createParts(
  home: Home = noHome,
  variables: Variables = {},
  openWebSocket?: HttpOperations['openWebSocket'],
): TestParts {
  const clock = createManualClock();
  const requests: HttpRequestParams[] = [];
  const ahead: HttpPreconnectParams[] = [];
  const http = {
    async makeRequest(request: HttpRequestParams) {
      requests.push(request);
      return home(request);
    },
    openWebSocket,
    async preconnect(params: HttpPreconnectParams) {
      ahead.push(params);
      return false;
    },
  };
  const parts = composeWith({ name: 'http-client', operations: http } as unknown as HttpGateway, { clock, variables });
  return { ...parts, requests, ahead, advance: clock.advance };
}

/** The same over the network, in real time. */
export function createNetworkParts(variables: Variables = {}): ExtensionParts & { readonly output: () => string } {
  return composeWith(undefined, { clock: systemClock, variables });
}

function composeWith(http: HttpGateway | undefined, options: Parameters<typeof compose<Gateways>>[1]) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const composition = compose<Gateways>(
    {
      cache: (wiring) => createCacheGateway({}, wiring),
      singleton: (wiring) => createSingletonGateway({}, wiring),
      security: (wiring) => createSecurityGateway({}, wiring),
      logging: (wiring) => createLoggingGateway({ destination, level: 'debug' }, wiring),
      metrics: (wiring) => createMetricsGateway({}, wiring),
      'http-client': (wiring) => http ?? createHttpGateway({}, wiring),
      utility: (wiring) => createUtilityGateway({}, wiring),
      initialization: (wiring) => createInitializationGateway({}, wiring),
      lambda: (wiring) => createLambdaGateway({}, wiring),
      'circuit-breaker': (wiring) => createCircuitBreakerGateway({}, wiring),
    },
    options,
  );
  return { ...composition, output: () => lines.join('\n') };
}

/** What the extension is told of an invocation, and what it said about it. */
export function createTurn(turn: Partial<Turn> = {}): Turn & { readonly causes: readonly string[] } {
  const causes: string[] = [];
  return { remainingMs: () => 10_000, noteCause: (cause) => void causes.push(cause), trusted: true, ...turn, causes };
}

/** Settings with which the home is called; with the configured token when there is one. */
export function settingsOn(settings: Partial<HomeSettingsOn> = {}): HomeSettingsOn {
  return {
    state: 'on',
    name: '',
    mode: 'alexa',
    url: 'https://home.example.com',
    token: undefined,
    tokenSources: [settings.token === undefined ? 'directive' : 'configured'],
    timeoutMs: 7_500,
    connection: {
      ca: undefined,
      fingerprint: undefined,
      clientCertificate: undefined,
      access: undefined,
      proxy: undefined,
      proxyReadyMs: 0,
      family: undefined,
    },
    skillIds: [],
    userIds: [],
    endpointPrefix: '',
    conversation: { agentId: undefined, language: undefined, progressiveAfterMs: undefined },
    exposure: { expose: [], hide: [] },
    discoveryFallback: true,
    optimisticScenes: false,
    ...settings,
  };
}

/** What the extension is made of, with gates of its own and settings that nobody changes. */
export function stateOf(parts: ExtensionParts): ExtensionState {
  const gate = createStrangerGate(parts.environment.clock);
  const refused = createRefusedTokens(parts.environment.clock);
  return { ...parts, strangers: () => gate, refusedTokens: () => refused, renewedSettings: async () => undefined };
}

/** An answer over HTTP: an object is sent as JSON. */
export function response(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' };
  return { status, headers: { ...type, ...headers }, body: text, fromCache: false, durationMs: 1 };
}
