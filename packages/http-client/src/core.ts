import type { GenericOperation, HttpGateway, HttpOperations, ResetPoolParams } from '@hearthgate/contracts';
import { createEnvironment, createGateway, GatewayError, standalone, type Wiring } from '@hearthgate/kernel';
import { makeRequest } from './make-request.ts';
import { type HttpOptions, settingsOf } from './options.ts';
import { createPoolKeeper } from './pool/pool-keeper.ts';
import { PoolRegistry } from './pool/pool-registry.ts';
import { alone, type HttpPorts } from './ports.ts';
import { RequestCounts, statusOf } from './status.ts';

/**
 * An HTTP gateway. Nothing is loaded and no connection is opened before the first request.
 *
 * @throws GatewayError `HTTP_INVALID_OPTIONS`
 */
export function createHttpGateway(options: HttpOptions = {}, wiring: Wiring<HttpPorts> = {}): HttpGateway {
  const environment = wiring.environment ?? createEnvironment();
  const { clock } = environment;
  const settings = settingsOf(options);
  const pools = new PoolRegistry(settings, clock);
  const counts = new RequestCounts();
  return createGateway<HttpOperations, HttpPorts>(
    {
      name: 'http-client',
      alone: { ...alone, singleton: createPoolKeeper() },
      operations: {
        makeRequest: (params, call) => makeRequest(params, call, { settings, pools, counts, clock }),
        resetPool: async (params: ResetPoolParams | undefined, call) =>
          pools.reset(originOf(params?.origin), call.peers.singleton),
        getStatus: () => statusOf(counts, pools.list()),
      },
    },
    { ...wiring, environment },
  );
}

/** The operations of an HTTP gateway that stands alone, made on the first call. */
export const genericHttpOperation: GenericOperation<HttpOperations> = standalone(() => createHttpGateway());

function originOf(text: unknown): string | undefined {
  if (text === undefined) return undefined;
  const url = typeof text === 'string' ? URL.parse(text) : null;
  if (url !== null && url.origin !== 'null') return url.origin;
  throw new GatewayError('HTTP_INVALID_REQUEST', 'origin is a URL such as https://host:port; leave it out for all.');
}
