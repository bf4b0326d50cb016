import type { ConfigureHttpParams } from '@hearthgate/contracts';
import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';
import { serve } from './loopback.ts';

describe('configure', () => {
  it('changes what is named from the next request on, and nothing else', async () => {
    const { origin, requests } = await serve((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/there' }).end();
      else response.end('there');
    });
    const { operations } = createClient({ userAgent: 'house/1', timeouts: { headersMs: 7_000, bodyMs: 300 } });
    const ask = () => operations.makeRequest({ method: 'GET', url: origin });
    expect((await ask()).status).toBe(302);
    operations.configure({ maxRedirects: 1, timeouts: { headersMs: 5_000 }, userAgent: undefined });
    expect((await ask()).body).toBe('there');
    expect(requests.at(-1)?.headers['user-agent']).toBe('house/1');
    operations.configure({ userAgent: 'house/2' });
    await ask();
    expect(requests.at(-1)?.headers['user-agent']).toBe('house/2');
  });

  it('opens connections anew when their number or age changes', async () => {
    const { origin, connections } = await serve((_request, response) => setTimeout(() => response.end(), 20));
    const { operations } = createClient({ connections: 1 });
    const askTwice = () => Promise.all([1, 2].map(() => operations.makeRequest({ method: 'GET', url: origin })));
    await askTwice();
    expect(connections()).toBe(1);
    operations.configure({ connections: 2 });
    await askTwice();
    expect(connections()).toBe(3);
    expect(operations.getStatus().connections.open).toBe(2);
  });

  it.each<[ConfigureHttpParams, string]>([
    [{ retries: -1 }, 'retries'],
    [{ maxRedirects: 21 }, 'maxRedirects'],
    [{ timeouts: { totalMs: 0 } }, 'totalMs'],
    [{ retryDelayMs: Number.NaN }, 'retryDelayMs'],
    [{ family: 5 as never }, 'family'],
    [{ ca: 'no certificate' }, 'ca'],
    [{ proxy: 'nowhere' }, 'proxy'],
  ])('refuses %j and changes nothing', async (params, name) => {
    const { origin, requests } = await serve((_request, response) => response.end());
    const { operations } = createClient({ userAgent: 'house/1' });
    expect(() => operations.configure(null as never)).toThrow(
      expect.objectContaining({ code: 'HTTP_INVALID_OPTIONS' }),
    );
    expect(() => operations.configure({ userAgent: 'house/2', ...params } as never)).toThrow(
      expect.objectContaining({ code: 'HTTP_INVALID_OPTIONS', message: expect.stringContaining(name) }),
    );
    await operations.makeRequest({ method: 'GET', url: origin });
    expect(requests[0]?.headers['user-agent']).toBe('house/1');
  });
});
