import { describe, expect, it } from 'vitest';
import { createClient, rejection } from './client.ts';
import { closedPort, serveTcp } from './loopback.ts';
import { silentPort } from './stopped-server.ts';

describe('a server that cannot be reached', () => {
  it('has a name that nobody knows', async () => {
    const { operations } = createClient({ timeouts: { connectMs: 17_000, totalMs: 18_000 } });
    const error = await rejection(operations.makeRequest({ method: 'GET', url: 'http://no-such-host.invalid/' }));
    expect(error).toMatchObject({
      code: 'HTTP_DNS_FAILED',
      retryable: true,
      data: {
        host: 'no-such-host.invalid',
        port: 80,
        phase: 'dns',
        reason: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
      },
    });
    expect(error.message).toContain('no-such-host.invalid');
  });

  it('has nothing that listens', async () => {
    const port = await closedPort();
    const error = await rejection(
      createClient().operations.makeRequest({ method: 'POST', url: `http://127.0.0.1:${port}/` }),
    );
    expect(error).toMatchObject({
      code: 'HTTP_CONNECT_REFUSED',
      retryable: true,
      message: `Nothing listens at 127.0.0.1:${port} (ECONNREFUSED); check port, port forwarding and that the server runs.`,
      data: { host: '127.0.0.1', port, phase: 'connect', reason: 'ECONNREFUSED' },
    });
  });

  it('has nothing that listens on any address of its name', async () => {
    const port = await closedPort();
    const error = await rejection(
      createClient().operations.makeRequest({ method: 'GET', url: `http://localhost:${port}/` }),
    );
    expect(error).toMatchObject({ code: 'HTTP_CONNECT_REFUSED', data: { host: 'localhost', reason: 'ECONNREFUSED' } });
  });

  it('neither accepts nor refuses', async () => {
    const port = await silentPort();
    const { operations } = createClient({ timeouts: { connectMs: 150 } });
    const error = await rejection(operations.makeRequest({ method: 'GET', url: `http://127.0.0.1:${port}/` }));
    expect(error).toMatchObject({
      code: 'HTTP_CONNECT_TIMEOUT',
      retryable: true,
      data: { phase: 'connect', limit: 150 },
    });
    expect(error.message).toContain('firewall');
    expect(error.data?.ms).toBeLessThan(5_000);
  });

  it('hangs up in the TLS handshake', async () => {
    const { port } = await serveTcp((socket) => void socket.once('data', () => socket.destroy()));
    const error = await rejection(
      createClient().operations.makeRequest({ method: 'GET', url: `https://127.0.0.1:${port}/` }),
    );
    expect(error).toMatchObject({ code: 'HTTP_CONNECTION_LOST', data: { phase: 'tls', reason: 'ECONNRESET' } });
    expect(error.message).toContain('in the middle of the TLS handshake');
  });

  it('accepts and never begins the TLS handshake', async () => {
    const { port } = await serveTcp(() => undefined);
    const { operations } = createClient({ timeouts: { connectMs: 150 } });
    const error = await rejection(operations.makeRequest({ method: 'GET', url: `https://127.0.0.1:${port}/` }));
    expect(error).toMatchObject({ code: 'HTTP_CONNECT_TIMEOUT', data: { phase: 'tls' } });
    expect(error.message).toContain('TLS handshake');
  });

  it('ends the connection in the TLS handshake, and is tried once more because nothing was sent', async () => {
    const { port, connections } = await serveTcp((socket) => socket.once('data', () => socket.destroy()));
    const error = await rejection(
      createClient().operations.makeRequest({ method: 'POST', url: `https://127.0.0.1:${port}/`, body: 'x' }),
    );
    expect(error).toMatchObject({ code: 'HTTP_CONNECTION_LOST', retryable: true, data: { phase: 'tls' } });
    expect(connections()).toBe(2);
  });

  it('is given up when the deadline comes before the limit of connecting', async () => {
    const { port } = await serveTcp(() => undefined);
    const url = `https://127.0.0.1:${port}/`;
    const error = await rejection(
      createClient().operations.makeRequest({ method: 'GET', url, timeouts: { totalMs: 120 } }),
    );
    expect(error).toMatchObject({ code: 'HTTP_DEADLINE_EXCEEDED', data: { phase: 'tls', limit: 120 } });
  });
});
