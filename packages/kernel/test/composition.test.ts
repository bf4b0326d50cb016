import type { Gateway, LoggingOperations, Ports } from '@hearthgate/contracts';
import { describe, expect, it } from 'vitest';
import { compose, createGateway, hasCode, type Wiring } from '../src/index.ts';
import { createCounter } from './counter-gateway.ts';

/** Gateways that call each other round and round: `ping` calls each peer it sees, to any depth. */
interface EchoOperations {
  ping(params: { readonly path: string }): readonly string[];
}

type EchoPeers = Partial<Record<string, EchoOperations>>;

function createEcho(name: string, peerNames: readonly string[], wiring: unknown): Gateway<EchoOperations> {
  const alone: EchoPeers = Object.fromEntries(peerNames.map((peer) => [peer, { ping: () => [] }]));
  return createGateway<EchoOperations, EchoPeers>(
    {
      name,
      alone,
      operations: {
        ping: (_params, call) => [
          call.gatewayChain.join('>'),
          ...peerNames.flatMap((peer) => call.peers[peer]?.ping({ path: name }) ?? []),
        ],
      },
    },
    wiring as Wiring<EchoPeers>,
  );
}

function composeEchoes(names: readonly string[]) {
  const factories = Object.fromEntries(
    names.map((name) => [
      name,
      (wiring: unknown) =>
        createEcho(
          name,
          names.filter((other) => other !== name),
          wiring,
        ),
    ]),
  );
  return compose(factories as never) as unknown as {
    gateways: Record<string, Gateway<EchoOperations>>;
    environment: ReturnType<typeof compose>['environment'];
  };
}

describe('chains', () => {
  it('end by themselves though every gateway calls every other', () => {
    const names = ['a', 'b', 'c', 'd'];
    const { gateways } = composeEchoes(names);
    const chains = gateways.a?.operations.ping({ path: '' }) ?? [];
    // Every simple path that begins at a: 1 + 3 + 6 + 6.
    expect(chains).toHaveLength(16);
    expect(chains).toContain('a>c>b>d');
    for (const chain of chains) {
      const links = chain.split('>');
      expect(new Set(links).size, chain).toBe(links.length);
    }
  });

  it('count each call between two gateways in its cell, and none from outside', () => {
    const { gateways, environment } = composeEchoes(['a', 'b', 'c']);
    gateways.a?.operations.ping({ path: '' });
    const cells = environment.statistics.cells().map((use) => `${use.caller}>${use.callee} ${use.calls}`);
    expect(cells.sort()).toEqual(['a>b 1', 'a>c 1', 'b>c 1', 'c>b 1']);
  });

  it('start anew when the caller belongs to another composition', () => {
    const inner = composeEchoes(['a', 'b']);
    const outer = createEcho('a', ['b'], { peers: { b: inner.gateways.b?.operations } });
    // The inner composition's own `a` is not on the chain there, whatever the outer one is called.
    expect(outer.operations.ping({ path: '' })).toEqual(['a', 'b', 'b>a']);
  });
});

describe('operations of a peer', () => {
  it('are made when they are first read, and are the same from then on', () => {
    const seen: unknown[] = [];
    const { gateways } = compose<{ one: Gateway<EchoOperations>; two: Gateway<EchoOperations> }>({
      one: (wiring) => createEcho('one', [], wiring),
      two: (wiring) =>
        createGateway<EchoOperations, EchoPeers>(
          {
            name: 'two',
            alone: { one: undefined, three: undefined },
            operations: {
              ping: (_params, { peers }) => {
                const { one } = peers;
                seen.push(one === peers.one, one?.ping === peers.one?.ping, peers.three);
                seen.push('one' in peers, 'ping' in (one ?? {}), 'constructor' in (one ?? {}), 'four' in peers);
                seen.push((one as { pong?: unknown } | undefined)?.pong);
                return one?.ping({ path: '' }) ?? [];
              },
            },
          },
          wiring as unknown as Wiring<EchoPeers>,
        ),
    });
    expect(gateways.two.operations.ping({ path: '' })).toEqual(['two>one']);
    expect(seen).toEqual([true, true, undefined, true, true, false, false, undefined]);
  });
});

describe('composition', () => {
  const info = (lines: unknown[]) => (params: unknown) => void lines.push(params);

  it('hands each gateway its peers whatever the order of the factories', () => {
    const lines: unknown[] = [];
    const { gateways } = compose({
      presence: (wiring) => createCounter({ ...wiring, peers: wiring.peers }, 'presence'),
      logging: (wiring) => createFakeLogging(info(lines), wiring) as never,
    });
    gateways.presence.operations.add({ by: 1 });
    expect(lines).toEqual([{ message: 'added', data: { chain: ['presence'] } }]);
  });

  it('works with a peer missing', () => {
    const { gateways } = compose({ presence: (wiring) => createCounter(wiring, 'presence') });
    expect(gateways.presence.execute('add', { by: 1 })).toMatchObject({ success: true, data: 1 });
  });

  it('lives beside another composition without sharing anything', () => {
    const one = compose({ presence: (wiring) => createCounter(wiring, 'presence') });
    const two = compose({ presence: (wiring) => createCounter(wiring, 'presence') });
    one.gateways.presence.operations.add({ by: 5 });
    expect(two.gateways.presence.operations.add({ by: 1 })).toBe(1);
    expect(two.environment.statistics.operations().presence?.add?.calls).toBe(1);
  });

  it('names the path of a construction cycle', () => {
    const build = () =>
      compose({
        first: (wiring) => createCounter({ peers: { ...(wiring.peers as object) } }, 'first'),
        second: (wiring) => createCounter({ peers: { ...(wiring.peers as object) } }, 'second'),
      });
    expect(build).toThrowError(/first > second > first/);
    try {
      build();
    } catch (error) {
      expect(hasCode(error, 'KERNEL_CONSTRUCTION_CYCLE')).toBe(true);
    }
  });

  it('has nothing to call where the matrix has no cell', () => {
    let seen: string[] = [];
    compose({
      cache: (wiring) => {
        seen = Object.keys(wiring.peers);
        return createCounter({}, 'cache') as never;
      },
      'http-client': () => createCounter({}, 'http-client') as never,
      logging: () => createCounter({}, 'logging') as never,
    });
    expect(seen).toEqual(['logging']);
  });

  it('refuses more gateways than a chain has bits for', () => {
    const names = Array.from({ length: 32 }, (_, index) => `gateway-${index}`);
    const factories = Object.fromEntries(names.map((name) => [name, (wiring: object) => createCounter(wiring, name)]));
    expect(() => compose(factories as never)).toThrowError(/31/);
  });
});

interface FakeLoggingPorts extends Ports<'logging', { metrics: 'recordMetric' }> {}

function createFakeLogging(info: LoggingOperations['info'], wiring: Wiring<FakeLoggingPorts>) {
  return createGateway<Pick<LoggingOperations, 'info'>, FakeLoggingPorts>(
    { name: 'logging', alone: { metrics: { recordMetric() {} } }, operations: { info: (params) => info(params) } },
    wiring,
  );
}
