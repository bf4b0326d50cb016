import { describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { CONFIGURED_TOKEN, reply, turnOn } from '../bridge/support/messages.ts';
import { createParts, createTurn, response } from '../bridge/support/parts.ts';

function setUp() {
  const variables: Record<string, string> = {
    HOME_ASSISTANT_URL: 'https://one.example.com',
    HOME_ASSISTANT_TOKEN: CONFIGURED_TOKEN,
  };
  const parts = createParts(() => response(reply({}, {}, [])), variables);
  const extension = createExtension(parts);
  const reads = () => parts.environment.statistics.operations().initialization?.getConfig?.calls ?? 0;
  const ask = () => extension.smartHome(turnOn, createTurn());
  return { ...parts, variables, ask, reads };
}

describe('Settings', () => {
  test('are read for the first of several directives, and kept for the others', async () => {
    const { ask, reads, requests } = setUp();
    for (let sent = 0; sent < 3; sent += 1) await ask();
    expect(requests).toHaveLength(3);
    expect(reads()).toBe(1);
  });

  test('are read again after half a minute', async () => {
    const { ask, reads, requests, variables, advance } = setUp();
    await ask();
    variables.HOME_ASSISTANT_URL = 'https://two.example.com';
    await advance(30_001);
    await ask();
    expect(reads()).toBe(2);
    expect(requests.map(({ url }) => new URL(url).host)).toEqual(['one.example.com', 'two.example.com']);
  });

  test('that were wrong are read again for the next directive', async () => {
    const { ask, reads, requests, variables } = setUp();
    variables.HOME_ASSISTANT_URL = 'no address';
    await ask();
    variables.HOME_ASSISTANT_URL = 'https://one.example.com';
    await ask();
    expect(reads()).toBe(2);
    expect(requests).toHaveLength(1);
  });

  test('are kept as well when the cache fails', async () => {
    const { ask, gateways, reads, requests } = setUp();
    const fails = () => Promise.reject(new Error('no cache'));
    Object.assign(gateways.cache.operations, { get: fails, set: fails });
    await ask();
    await ask();
    expect(requests).toHaveLength(2);
    expect(reads()).toBe(1);
  });
});
