import {
  type Gateway,
  type GatewayName,
  type GatewayOperations,
  type Gateways,
  matrix,
  type PeersOf,
} from '@hearthgate/contracts';
import { createEnvironment, type Environment, type EnvironmentOptions } from './environment.ts';
import type { Wiring } from './gateway.ts';
import { GatewayError } from './gateway-error.ts';

/** What a factory in a composition receives: one of the ten gets the peers of its matrix row, any other all ten. */
export type WiringFor<Name> = Required<Wiring<Name extends GatewayName ? PeersOf<Name> : GatewayOperations>>;

/** Factories by name. One of the ten must make its own kind; a name of your own may make any gateway. */
export type Factories<Composed> = {
  readonly [Name in keyof Composed]: (wiring: WiringFor<Name>) => Composed[Name];
};

/** @internal Keeps a known name from holding another gateway. */
export type Composable<Composed> = {
  readonly [Name in keyof Composed]: Name extends GatewayName ? Gateways[Name] : Gateway<object>;
};

/** Gateways that work together. */
export interface Composition<Composed> {
  readonly gateways: Composed;
  readonly environment: Environment;
}

/**
 * Builds gateways that may call each other as the matrix says. Each factory receives lazy peers: a peer is built when
 * it is first read, so the order of the factories does not matter.
 *
 * @throws GatewayError `KERNEL_CONSTRUCTION_CYCLE` when factories read each other's peers while building; the
 * message names the path.
 */
export function compose<Composed extends Composable<Composed>>(
  factories: Factories<Composed>,
  options: EnvironmentOptions = {},
): Composition<Composed> {
  const environment = createEnvironment(options);
  const names = Object.keys(factories);
  const built = new Map<string, Gateway<unknown>>();
  const building: string[] = [];

  const build = (name: string): Gateway<unknown> => {
    const ready = built.get(name);
    if (ready !== undefined) return ready;
    if (building.includes(name)) {
      const path = [...building.slice(building.indexOf(name)), name].join(' > ');
      const advice = 'Read peers inside operations, not while building.';
      throw new GatewayError(
        'KERNEL_CONSTRUCTION_CYCLE',
        `Gateways need each other while being built: ${path}. ${advice}`,
      );
    }
    building.push(name);
    try {
      const factory = factories[name as keyof Composed] as (wiring: unknown) => Gateway<unknown>;
      const gateway = factory({ peers: lazyPeers(name, names, build), environment });
      built.set(name, gateway);
      return gateway;
    } finally {
      building.pop();
    }
  };

  const gateways = Object.fromEntries(names.map((name) => [name, build(name)])) as Composed;
  return { gateways, environment };
}

/** Peers that are built when read. A cell that the matrix lacks has no property, so there is nothing to call. */
function lazyPeers(name: string, composed: readonly string[], build: (name: string) => Gateway<unknown>): object {
  const row: readonly string[] = Object.hasOwn(matrix, name)
    ? Object.keys(matrix[name as GatewayName])
    : composed.filter((other) => other !== name);
  const peers = {};
  for (const peer of row.filter((one) => composed.includes(one))) {
    Object.defineProperty(peers, peer, { enumerable: true, get: () => build(peer).operations });
  }
  return peers;
}
