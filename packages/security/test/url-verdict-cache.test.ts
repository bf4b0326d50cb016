import type { CacheSetParams, CheckUrlParams } from '@hearthgate/contracts';
import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createSecurityGateway } from '../src/index.ts';

function createCached() {
  const kept: CacheSetParams[] = [];
  const cache = {
    get: async ({ key }: { readonly key: string }) => {
      const found = kept.find((entry) => entry.key === key);
      return found === undefined ? undefined : { key, value: found.value as never, storedAtMs: 0, tags: [] };
    },
    set: async (params: CacheSetParams) => void kept.push(params),
  };
  const lines: string[] = [];
  const logging = { warning: ({ message }: { readonly message: string }) => void lines.push(message) };
  const environment = createTestEnvironment();
  const gateway = createSecurityGateway({}, { environment, peers: { cache, logging } });
  const hit = async (params: CheckUrlParams) => (await gateway.execute('checkUrl', params)).cacheHit;
  return { kept, lines, gateway, hit };
}

describe('the verdict on a URL', () => {
  it('is kept for a minute, for all URLs of a host', async () => {
    const { kept, hit } = createCached();
    expect(await hit({ url: 'https://home.example/a' })).toBe(false);
    expect(await hit({ url: 'https://home.example:8123/b?c' })).toBe(true);
    expect(kept.map(({ ttlMs }) => ttlMs)).toEqual([60_000]);
  });

  it('is kept in this process only, and what a caller does to it changes nothing', async () => {
    const { kept, gateway } = createCached();
    const params = { url: 'https://8.8.8.8/', resolve: true };
    for (let time = 0; time < 3; time += 1) {
      const { addresses } = await gateway.operations.checkUrl(params);
      expect(addresses).toEqual([{ address: '8.8.8.8', family: 4 }]);
      (addresses as unknown[]).push({ address: '169.254.169.254', family: 4 });
    }
    expect(kept.map(({ scope }) => scope)).toEqual(['memory']);
  });

  it('is another one for another host, scheme or rule, and for credentials', async () => {
    const { hit } = createCached();
    const url = 'https://home.example/';
    for (const params of [
      { url },
      { url: 'https://other.example/' },
      { url: 'http://home.example/' },
      { url: 'https://user:pass@home.example/' },
      { url, allowPrivate: true },
      { url, allowHttp: true },
      { url, allowedHosts: ['home.example'] },
    ]) {
      expect(await hit(params), JSON.stringify(params)).toBe(false);
    }
  });

  it('is kept under a key of bounded length that holds nothing of the URL', async () => {
    const { kept, gateway } = createCached();
    await gateway.operations.checkUrl({
      url: `https://user:planted-secret-0001@home.example/?token=planted-secret-0002&x=${'y'.repeat(5_000)}`,
      allowedHosts: Array.from({ length: 100 }, (_, index) => `host-${index}.example`),
    });
    const text = JSON.stringify(kept);
    expect(kept[0]?.key.length).toBeLessThan(200);
    expect(text).not.toContain('planted');
    expect(text).not.toContain('home.example');
  });

  it('leaves a line when it is made, not when it is served', async () => {
    const { lines, hit } = createCached();
    await hit({ url: 'https://10.0.0.1/' });
    await hit({ url: 'https://10.0.0.1/' });
    expect(lines).toEqual([expect.stringContaining('10.0.0.1')]);
  });
});
