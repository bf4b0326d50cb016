import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayName, GatewayOperations, Gateways } from '@hearthgate/contracts';
import { type Composition, compose, type Factories } from '@hearthgate/kernel';
import { createManualClock, type ManualClock } from '@hearthgate/testing';
import { gatewayFactories } from '../../src/composition.ts';

/** The function's own composition, fully configured, with a server to call and a clock that is moved by hand. */
export interface Subject extends Composition<Gateways> {
  readonly clock: ManualClock;
  /** A server on this machine: `/cacheable` may be kept for a minute, `/gone` breaks off, the rest answers. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** How a gateway is driven: every operation once at least, with what makes it use its peers. */
export type Drive<Name extends GatewayName> = {
  readonly [Operation in keyof GatewayOperations[Name]]: (subject: Subject) => unknown;
};

/** One use that is taken away: the caller is composed without this peer. */
export interface Removal {
  readonly caller: GatewayName;
  readonly callee: GatewayName;
}

export async function startSubject(removed?: Removal): Promise<Subject> {
  const directory = await mkdtemp(join(tmpdir(), 'hearthgate-matrix-'));
  const server = createServer(({ url }, response) => {
    if (url === '/gone') response.destroy();
    else response.writeHead(200, url === '/cacheable' ? { 'cache-control': 'max-age=60' } : {}).end('{"answer":42}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const clock = createManualClock();
  const variables = {
    // Less than any process of Node needs, so that memory is short.
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '32',
    HEARTHGATE_ENCRYPTION_KEY: 'ab'.repeat(32),
    HEARTHGATE_CACHE_DIRECTORY: directory,
  };
  const options = { clock, variables, destination: { write() {} } };
  const composition: Composition<Gateways> = compose<Gateways>(
    without(
      removed,
      gatewayFactories(options, () => composition.gateways),
    ),
    options,
  );
  return {
    ...composition,
    clock,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      await composition.gateways['http-client'].execute('resetPool');
      await close(server);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The same factories, one of which is handed a peer less. */
function without(removed: Removal | undefined, factories: Factories<Gateways>): Factories<Gateways> {
  if (removed === undefined) return factories;
  const { caller, callee } = removed;
  const factory = factories[caller] as (wiring: { readonly peers: object }) => never;
  const poorer = (wiring: { readonly peers: object }) => {
    // As descriptors: to read a peer is to build it.
    const { [callee]: _, ...kept } = Object.getOwnPropertyDescriptors(wiring.peers) as PropertyDescriptorMap;
    return factory({ ...wiring, peers: Object.defineProperties({}, kept) });
  };
  return { ...factories, [caller]: poorer };
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
