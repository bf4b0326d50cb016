import type { CacheSetParams, SingletonGetParams } from '@hearthgate/contracts';
import { describe, expect, it } from 'vitest';
import { createUtilityGateway, type UtilityPorts } from '../src/index.ts';

function createComposed() {
  const instances = new Map<string, unknown>();
  const kept = new Map<string, CacheSetParams>();
  const peers: Pick<UtilityPorts, 'cache' | 'singleton'> = {
    singleton: {
      get: async <Instance>({ key, create }: SingletonGetParams<Instance>) => {
        if (!instances.has(key)) instances.set(key, await create?.());
        return instances.get(key) as Instance;
      },
    },
    cache: {
      get: async ({ key }) => {
        const found = kept.get(key);
        return found === undefined ? undefined : { key, value: found.value as never, storedAtMs: 0, tags: [] };
      },
      set: async (params) => void kept.set(params.key, params),
    },
  };
  return { instances, kept, peers, gateway: createUtilityGateway({}, { peers }) };
}

describe('compiled templates', () => {
  it('live once in an execution environment, and only the latest hundred', async () => {
    const { instances, gateway, peers } = createComposed();
    await gateway.operations.renderTemplate({ template: 'a{{b}}', values: { b: 1 } });
    await createUtilityGateway({}, { peers }).operations.renderTemplate({ template: 'a{{b}}', values: { b: 2 } });
    expect([...instances.keys()]).toEqual(['utility:templates']);
    const [store] = [...instances.values()] as { readonly size: number }[];
    expect(store?.size).toBe(1);
    for (let index = 0; index < 200; index += 1) {
      expect(await gateway.operations.renderTemplate({ template: `${index}{{b}}`, values: { b: '!' } })).toBe(
        `${index}!`,
      );
    }
    expect(store?.size).toBe(100);
  });
});

describe('a rendered template', () => {
  it('is kept where a time to live is given, under a key that holds nothing of it', async () => {
    const { kept, gateway } = createComposed();
    const params = { template: 'Hi {{name}}', values: { name: 'Ada' } };
    const hit = async (more: object) => (await gateway.execute('renderTemplate', { ...params, ...more })).cacheHit;
    expect(await hit({})).toBeUndefined();
    expect(kept.size).toBe(0);
    expect(await hit({ ttlMs: 1_000 })).toBe(false);
    expect(await hit({ ttlMs: 1_000 })).toBe(true);
    expect(await hit({ ttlMs: 1_000, values: { name: 'Eve' } })).toBe(false);
    expect(await hit({ ttlMs: 1_000, escapeFor: 'none' })).toBe(false);
    expect([...kept.values()][0]).toMatchObject({ value: 'Hi Ada', ttlMs: 1_000 });
    expect([...kept.keys()].join()).not.toMatch(/Ada|Hi/);
  });

  it('is made all the same when the cache fails', async () => {
    const failing = async () => {
      throw new Error('down');
    };
    const { operations } = createUtilityGateway({}, { peers: { cache: { get: failing, set: failing } } });
    expect(await operations.renderTemplate({ template: 'a', values: {}, ttlMs: 1 })).toBe('a');
  });
});
