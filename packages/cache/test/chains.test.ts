import { compose, createGateway } from '@hearthgate/kernel';
import { createRecorder } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createCacheGateway } from '../src/index.ts';
import { KEY } from './support/temp-directory.ts';

interface Caller {
  run(): Promise<unknown>;
}

/** A composition in which another gateway, by the name given, calls the cache. */
function calledBy(
  name: 'security' | 'singleton',
  run: (cache: never) => Promise<unknown>,
  options: object,
  extra: object,
) {
  const { gateways } = compose<never>({
    cache: (wiring: object) => createCacheGateway(options, wiring),
    [name]: (wiring: object) =>
      createGateway<Caller, { cache: never }>(
        {
          name,
          alone: { cache: undefined as never },
          operations: { run: async (_, { peers }) => run(peers.cache), ...extra },
        },
        wiring,
      ),
  } as never) as unknown as { gateways: Record<string, { operations: Caller & { getStatus(): object } }> };
  return gateways;
}

describe('a cache that is called by security', () => {
  const encryption = {
    encryptData: async ({ data }: { data: string }) => `sealed ${Buffer.from(data).toString('base64')}`,
    decryptData: async ({ data }: { data: string }) => Buffer.from(data.slice(7), 'base64').toString(),
  };

  it('still encrypts what security shares with other environments', async () => {
    const store = new Map<string, string>();
    const run = async (cache: { set(params: object): Promise<void>; get(params: object): Promise<unknown> }) => {
      await cache.set({ key: 'limit', value: 's3cr3t', scope: 'shared' });
      return cache.get({ key: 'limit', scope: 'shared' });
    };
    const { security, cache } = calledBy('security', run as never, { store }, encryption);
    expect(await security?.operations.run()).toMatchObject({ value: 's3cr3t' });
    expect(JSON.stringify([...store])).toContain(':key:');
    expect(JSON.stringify([...store])).not.toContain('s3cr3t');
    expect(cache?.operations.getStatus()).toMatchObject({ state: 'healthy' });
  });
});

describe('a cache that is told of an instance that ended', () => {
  it('does not make the client of its store anew for that, and forgets all the same', async () => {
    const texts = new Map<string, string>();
    let made = 0;
    const store = () => {
      made += 1;
      return texts;
    };
    const run = (cache: { invalidateTag(params: object): Promise<number> }) =>
      cache.invalidateTag({ tag: 'singleton:x' });
    const holders: { create(): Promise<never>; dispose(client: never): unknown }[] = [];
    const get = async (holder: (typeof holders)[number]) => {
      holders.push(holder);
      return holder.create();
    };
    const { singleton, cache } = calledBy('singleton', run as never, { store, encryptionKey: KEY }, { get });
    const operations = cache?.operations as never as ReturnType<typeof createCacheGateway>['operations'];
    expect(await singleton?.operations.run()).toBe(0);
    expect(made).toBe(0);
    await operations.set({ key: 'a', value: 1, tags: ['singleton:x'], scope: 'shared' });
    expect(made).toBe(1);
    await holders[0]?.dispose(await (holders[0] as (typeof holders)[number]).create());
    await singleton?.operations.run();
    expect(made).toBe(1);
    expect(await operations.get({ key: 'a', scope: 'shared' })).toBeUndefined();
    expect(made).toBe(2);
  });
});

describe('the peers of a cache', () => {
  it('are each asked in normal operation', async () => {
    const asked = new Set<string>();
    const peer = <Operations extends object>(name: string, operations: Operations) => {
      const recorder = createRecorder(operations).operations;
      return Object.fromEntries(
        Object.entries(recorder).map(([operation, run]) => [
          operation,
          (params: never) => {
            asked.add(`${name}.${operation}`);
            return (run as (params: never) => unknown)(params);
          },
        ]),
      );
    };
    const peers = {
      singleton: peer('singleton', { get: async ({ create }: { create: () => unknown }) => create() }),
      security: peer('security', {
        encryptData: async ({ data }: { data: string }) => `x${data}`,
        decryptData: async ({ data }: { data: string }) => data.slice(1),
      }),
      logging: peer('logging', { warning() {} }),
      metrics: peer('metrics', { recordMetric() {} }),
      utility: peer('utility', { hash: ({ value }: { value: string }) => Buffer.from(value).toString('hex') }),
      initialization: peer('initialization', { registerStage() {}, memoryStatus: () => ({ usedRatio: 0.1 }) }),
    };
    const options = { store: new Map<string, string>(), maxBytes: 2_000, maxEntryBytes: 1_000 };
    const { operations } = createCacheGateway(options, { peers: peers as never });
    await operations.preload({ when: 'start' });
    for (const key of ['a', 'b', 'c', 'd']) await operations.set({ key, value: 'x'.repeat(250) });
    await operations.set({ key: 'large', value: 'x'.repeat(2_000) });
    await operations.get({ key: 'a', scope: 'shared' });
    await operations.optimizeMemory();
    expect([...asked].sort()).toEqual([
      'initialization.memoryStatus',
      'initialization.registerStage',
      'logging.warning',
      'metrics.recordMetric',
      'security.decryptData',
      'security.encryptData',
      'singleton.get',
      'utility.hash',
    ]);
  });
});
