import * as undici from 'undici';
import { describe, expect, it } from 'vitest';
import { loadUndici, loadWebSocket } from '../src/pool/undici.ts';

describe('the parts of undici that are loaded by their paths', () => {
  it('are those that undici exports', async () => {
    const { Pool, Client, buildConnector } = await loadUndici();
    expect(Pool).toBe(undici.Pool);
    expect(Client).toBe(undici.Client);
    expect(buildConnector).toBe(undici.buildConnector);
    expect(await loadWebSocket()).toBe(undici.WebSocket);
  });
});
