import type {
  GenericOperation,
  HttpGateway,
  HttpOperations,
  HttpPreconnectParams,
  HttpRequestParams,
  HttpWebSocketParams,
  ResetPoolParams,
} from '@hearthgate/contracts';
import { createEnvironment, createGateway, GatewayError, standalone, type Wiring } from '@hearthgate/kernel';
import { createAwsClient } from './aws/aws-client.ts';
import { KnownKeys } from './caching/response-cache.ts';
import { makeRequest } from './make-request.ts';
import { openStream } from './open-stream.ts';
import { changedOptions, type HttpOptions, settingsOf } from './options.ts';
import type { RequestContext } from './perform.ts';
import { createPoolKeeper } from './pool/pool-keeper.ts';
import { PoolRegistry } from './pool/pool-registry.ts';
import { alone, type HttpPorts } from './ports.ts';
import { preconnect } from './preconnect.ts';
import { releasingBody } from './request/request-body.ts';
import { UrlReader } from './request/url-reader.ts';
import { RequestCounts, statusOf } from './status.ts';
import { openWebSocket } from './web-socket/open-web-socket.ts';

/**
 * An HTTP gateway. Nothing is loaded and no connection is opened before the first request.
 *
 * @throws GatewayError `HTTP_INVALID_OPTIONS`
 */
export function createHttpGateway(options: HttpOptions = {}, wiring: Wiring<HttpPorts> = {}): HttpGateway {
  const environment = wiring.environment ?? createEnvironment();
  const { clock, random, variables } = environment;
  let current = options;
  let settings = settingsOf(options);
  const keeper = createPoolKeeper();
  const pools = new PoolRegistry(() => settings, clock, keeper);
  const counts = new RequestCounts();
  const known = new KnownKeys();
  const urls = new UrlReader();
  /** Requests of the gateway itself, to addresses that AWS has set: the policy for callers' URLs is not for them. */
  const ownRequests = new WeakSet<object>();

  const contextFor = (params: HttpRequestParams | HttpWebSocketParams | HttpPreconnectParams): RequestContext => {
    const isOwn = typeof params === 'object' && params !== null && ownRequests.has(params);
    const applied = isOwn ? { ...settings, allowPrivate: true, allowedHosts: [] } : settings;
    return { settings: applied, urls, pools, counts, known, clock, random };
  };

  const gateway: HttpGateway = createGateway<HttpOperations, HttpPorts>(
    {
      name: 'http-client',
      alone: { ...alone, singleton: keeper },
      operations: {
        makeRequest: (params, call) => releasingBody(params?.body, makeRequest(params, call, contextFor(params))),
        openStream: (params, call) => releasingBody(params?.body, openStream(params, call, contextFor(params))),
        openWebSocket: (params, call) => openWebSocket(params, call, contextFor(params)),
        preconnect: (params, call) => preconnect(params, call, contextFor(params)),
        getAwsClient: (params) =>
          createAwsClient(params, {
            // Each request runs through the pipeline by itself: it belongs to the invocation that makes it.
            http: gateway.operations,
            settings: () => settings,
            clock,
            random,
            variables,
            remainingMs: () => environment.invocations.current()?.remainingMs() ?? Infinity,
            hide: (secret) => environment.secrets.add(secret),
            request: (own) => {
              ownRequests.add(own);
              return gateway.operations.makeRequest(own);
            },
          }),
        configure: (params) => {
          const changed = changedOptions(current, params);
          settings = settingsOf(changed);
          current = changed;
        },
        resetPool: async (params: ResetPoolParams | undefined, call) =>
          pools.reset(originOf(params?.origin), call.peers.singleton),
        getStatus: () => statusOf(counts, pools.list()),
      },
    },
    { ...wiring, environment },
  );
  return gateway;
}

/** The operations of an HTTP gateway that stands alone, made on the first call. */
export const genericHttpOperation: GenericOperation<HttpOperations> = standalone(() => createHttpGateway());

function originOf(text: unknown): string | undefined {
  if (text === undefined) return undefined;
  const url = typeof text === 'string' ? URL.parse(text) : null;
  if (url !== null && url.origin !== 'null') return url.origin;
  throw new GatewayError('HTTP_INVALID_REQUEST', 'origin is a URL such as https://host:port; leave it out for all.');
}

export { loadTransport } from './pool/undici.ts';
