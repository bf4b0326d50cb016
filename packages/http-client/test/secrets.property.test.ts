import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';
import { closedPort, serve, serveTcp } from './loopback.ts';

/** Letters that occur in no host, code or sentence of a message. */
const secrets = fc.stringMatching(/^zq[A-Za-z0-9]{10,30}zq$/);

/** Everything that can be seen of an error: all its own members, and those of its causes. */
function visible(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = Object.getOwnPropertyNames(error).map((name) => JSON.stringify(Reflect.get(error, name)));
  return [error.name, error.message, ...own, error.cause === undefined ? '' : visible(error.cause)].join('\n');
}

describe('a failed request', () => {
  it('tells nothing of path, query, headers, body and answer, to nobody', async () => {
    const seen: unknown[] = [];
    const keep = (params: unknown) => void seen.push(params);
    const { operations } = createClient(
      { timeouts: { headersMs: 20 } },
      { peers: { logging: { warning: keep }, metrics: { recordMetric: keep } } },
    );
    const refusing = `http://127.0.0.1:${await closedPort()}`;
    const hanging = (await serve(() => undefined)).origin;
    // Echoes what it got, in a way that is no HTTP.
    const babbling = (await serveTcp((socket) => socket.on('data', (data) => socket.write(data)))).origin;
    const untyped = operations.makeRequest as (params: object) => Promise<unknown>;

    await fc.assert(
      fc.asyncProperty(secrets, fc.constantFrom(refusing, hanging, babbling), async (secret, origin) => {
        const valid = {
          method: 'POST',
          url: `${origin}/hook/${secret}?token=${secret}#${secret}`,
          headers: { authorization: `Bearer ${secret}`, 'x-note': secret },
          body: { secret },
        };
        const attempts = [
          valid,
          { ...valid, headers: { 'x-note': `${secret}\n` } },
          { ...valid, url: `${origin.replace('//', `//${secret}:${secret}@`)}/` },
          { ...valid, url: `${secret}://host/` },
          { ...valid, url: secret },
          { ...valid, method: secret },
          { ...valid, ca: secret },
        ];
        for (const params of attempts) {
          const error = await untyped(params).then(
            () => expect.unreachable('it was answered'),
            (reason: unknown) => reason,
          );
          expect(visible(error)).not.toContain(secret);
        }
        expect(JSON.stringify(seen)).not.toContain(secret);
      }),
      { numRuns: 40 },
    );
    expect(seen.length).toBeGreaterThan(0);
  });
});
