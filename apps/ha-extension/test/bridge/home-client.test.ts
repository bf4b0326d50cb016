import { runInInvocation } from '@hearthgate/testing';
import { describe, expect, test } from 'vitest';
import type { HomeFailure } from '../../src/bridge/failure.ts';
import { breakerOf, requestHome } from '../../src/bridge/home-client.ts';
import { startServer } from './support/loopback.ts';
import { OWN_TOKEN } from './support/messages.ts';
import { createNetworkParts, createParts, response, settingsOn, type TestParts } from './support/parts.ts';

const ask = (path: string, remainingMs = 5_000) => ({
  path,
  body: { text: 'größer' },
  token: OWN_TOKEN,
  ownToken: OWN_TOKEN,
  remainingMs,
});

function post({ gateways, environment }: TestParts, remainingMs?: number): Promise<unknown> {
  return requestHome(gateways, environment, settingsOn(), ask('/api/alexa/smart_home', remainingMs));
}

const kindOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (failure: HomeFailure) => failure.kind,
  );

describe('A request to a home on the network', () => {
  test('is JSON with the token, below the path of the address, and its JSON is answered', async () => {
    const home = await startServer((answer) => answer.setHeader('content-type', 'application/json').end('{"ok":"ä"}'));
    const { gateways, environment } = createNetworkParts();
    const settings = settingsOn({ url: `${home.url}/ha` });
    expect(await requestHome(gateways, environment, settings, ask('/api/conversation/process'))).toEqual({ ok: 'ä' });
    expect(home.seen).toEqual([
      {
        method: 'POST',
        path: '/ha/api/conversation/process',
        headers: expect.objectContaining({
          authorization: `Bearer ${OWN_TOKEN}`,
          'content-type': 'application/json',
          accept: 'application/json',
        }),
        body: '{"text":"größer"}',
      },
    ]);
  });

  test('does not follow where a redirection leads, and says where that is', async () => {
    const elsewhere = await startServer((answer) => answer.end('{}'));
    const home = await startServer((answer) => answer.writeHead(302, { location: `${elsewhere.url}/login?x=1` }).end());
    const { gateways, environment } = createNetworkParts();
    const asked = requestHome(gateways, environment, settingsOn({ url: home.url }), ask('/api/'));
    await expect(asked).rejects.toThrow(`redirected (status 302, to ${elsewhere.url}): `);
    expect(elsewhere.seen).toEqual([]);
  });
});

describe('The time that a request may take', () => {
  test('is what Alexa and Lambda leave, less the margin, with a short part of it for the connection', async () => {
    const parts = createParts(() => response({}));
    const now = parts.environment.clock.now();
    await post(parts, 60_000);
    await post(parts, 2_500);
    expect(parts.requests).toMatchObject([
      { deadlineAtMs: now + 7_500, timeouts: { connectMs: 3_000, headersMs: 7_500, bodyMs: 7_500, totalMs: 7_500 } },
      { deadlineAtMs: now + 2_000, timeouts: { connectMs: 2_000, headersMs: 2_000, bodyMs: 2_000, totalMs: 2_000 } },
    ]);
  });

  test('is less by what the invocation has taken already', async () => {
    const parts = createParts(() => response({}));
    await runInInvocation(parts.environment, {}, async () => {
      await parts.advance(3_000);
      await post(parts, 60_000);
    });
    expect(parts.requests).toMatchObject([{ timeouts: { totalMs: 4_500 } }]);
  });
});

describe('The breaker before the home', () => {
  test('opens after five failures of a home that is down, and lets one request through ten seconds later', async () => {
    let isUp = false;
    const parts = createParts(() => response({}, isUp ? 200 : 503));
    for (let count = 0; count < 5; count += 1) expect(await kindOf(post(parts))).toBe('unavailable');
    expect(await kindOf(post(parts))).toBe('breaker-open');
    expect(parts.requests).toHaveLength(5);

    isUp = true;
    await parts.advance(10_001);
    expect(await kindOf(post(parts))).toBe('answered');
    expect(parts.gateways['circuit-breaker'].operations.getBreaker({ name: breakerOf(settingsOn()) })?.state).toBe(
      'closed',
    );
  });

  test.each([401, 403, 404, 400, 500, 302, 429])('stays closed when a home that is up answers %i', async (status) => {
    const parts = createParts(() => response('', status));
    for (let count = 0; count < 8; count += 1) expect(await kindOf(post(parts))).not.toBe('breaker-open');
    expect(parts.requests).toHaveLength(8);
  });
});

test('What a gateway throws is a failure of this extension, whatever it is', async () => {
  const parts = createParts(() => {
    throw new TypeError('broken');
  });
  await expect(post(parts)).rejects.toMatchObject({ name: 'HomeFailure', kind: 'unexpected' });
});
