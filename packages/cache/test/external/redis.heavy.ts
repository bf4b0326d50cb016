import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect as connectSocket, createServer } from 'node:net';
import KeyvRedis from '@keyv/redis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCacheGateway } from '../../src/index.ts';
import { describeKeyvSuite } from './keyv-suite.ts';
import { describeSharedTier } from './shared-behaviour.ts';

const program = ['valkey-server', 'redis-server'].find(isInstalled);
const port = await freePort();
const title = program === undefined ? 'Redis: install valkey-server or redis-server to run this' : `Redis (${program})`;

describe.skipIf(program === undefined)(title, () => {
  let server: ChildProcess | undefined;
  const adapters: KeyvRedis<string>[] = [];

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(async () => {
    await Promise.all(adapters.map((adapter) => adapter.disconnect().catch(() => undefined)));
    server?.kill();
  });

  function connect(): KeyvRedis<string> {
    const adapter = new KeyvRedis<string>(`redis://127.0.0.1:${port}`);
    adapters.push(adapter);
    return adapter;
  }

  describeKeyvSuite('Redis', connect as never);
  describeSharedTier('Redis', connect as never);

  describe('the cache over a server that ends and comes back', () => {
    it('goes on in memory meanwhile, and shares again afterwards', async () => {
      const options = { store: connect as never, encryptionKey: 'a key for tests '.repeat(3), storeTimeoutMs: 200 };
      const { operations } = createCacheGateway(options);
      await operations.set({ key: 'a', value: 1 });
      await endServer(server as ChildProcess);
      await operations.set({ key: 'b', value: 2 });
      expect(await operations.get({ key: 'b' })).toMatchObject({ value: 2 });
      expect(operations.getStatus().state).toBe('degraded');
      server = await startServer();
      await expect
        .poll(
          async () => {
            await operations.set({ key: 'c', value: 3 });
            return operations.getStatus().state;
          },
          { timeout: 15_000, interval: 200 },
        )
        .toBe('healthy');
      expect(await createCacheGateway(options).operations.get({ key: 'c' })).toMatchObject({ value: 3 });
    });
  });
});

function isInstalled(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function startServer(): Promise<ChildProcess> {
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(program as string, flags, { stdio: 'ignore' });
  await vi.waitUntil(isListening, { timeout: 10_000 });
  return server;
}

async function endServer(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  await ended;
}

async function freePort(): Promise<number> {
  const socket = createServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address() as AddressInfo;
  socket.close();
  return port;
}

function isListening(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
