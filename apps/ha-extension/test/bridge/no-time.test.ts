import { GatewayError } from '@hearthgate/kernel';
import { describe, expect, test } from 'vitest';
import { breakerOf, requestHome } from '../../src/bridge/home-client.ts';
import { OWN_TOKEN } from './support/messages.ts';
import { createParts, response, settingsOn } from './support/parts.ts';

const REQUEST = { path: '/api/', body: {}, token: OWN_TOKEN, ownToken: OWN_TOKEN };

function start(code: 'HTTP_DEADLINE_EXCEEDED' | 'HTTP_HEADERS_TIMEOUT' | 'HTTP_CONNECT_REFUSED', phase: string) {
  const parts = createParts(() => {
    throw new GatewayError(code, 'what was seen', { data: { phase } });
  });
  const kindWith = (remainingMs: number) =>
    requestHome(parts.gateways, parts.environment, settingsOn(), { ...REQUEST, remainingMs }).then(
      () => 'answered',
      (failure: { kind: string }) => failure.kind,
    );
  const failures = () =>
    parts.gateways['circuit-breaker'].operations.getBreaker({ name: breakerOf(settingsOn()) })?.failures;
  return { kindWith, failures };
}

describe('A home that this function had no time to ask', () => {
  test.each([
    ['before anything was tried', 'HTTP_DEADLINE_EXCEEDED', 'start', 8_000, 'no-time-left'],
    ['before a connection could stand', 'HTTP_DEADLINE_EXCEEDED', 'tls', 100, 'no-time-left'],
    ['for its answer', 'HTTP_HEADERS_TIMEOUT', 'headers', 100, 'too-slow'],
    ['for its answer, at the deadline', 'HTTP_DEADLINE_EXCEEDED', 'headers', 0, 'too-slow'],
  ] as const)('is not blamed: %s', async (_, code, phase, remainingMs, kind) => {
    const { kindWith, failures } = start(code, phase);
    for (let count = 0; count < 8; count += 1) expect(await kindWith(remainingMs)).toBe(kind);
    expect(failures()).toBe(0);
  });

  test.each([
    ['too slow', 'HTTP_HEADERS_TIMEOUT', 'headers', 8_000, 'too-slow'],
    ['too slow to connect', 'HTTP_DEADLINE_EXCEEDED', 'connect', 8_000, 'connect-timeout'],
    ['behind a proxy that opens no way to it', 'HTTP_DEADLINE_EXCEEDED', 'proxy', 8_000, 'connect-timeout'],
    ['waited for without a connection', 'HTTP_DEADLINE_EXCEEDED', 'queue', 8_000, 'connect-timeout'],
    ['down, however short the time', 'HTTP_CONNECT_REFUSED', 'connect', 100, 'connect-refused'],
  ] as const)('is blamed where it is %s', async (_, code, phase, remainingMs, kind) => {
    const { kindWith, failures } = start(code, phase);
    expect(await kindWith(remainingMs)).toBe(kind);
    expect(failures()).toBe(1);
  });

  test('answers all the same when it is quick', async () => {
    const parts = createParts(() => response({}));
    const asked = requestHome(parts.gateways, parts.environment, settingsOn(), { ...REQUEST, remainingMs: 0 });
    await expect(asked).resolves.toEqual({});
  });
});
