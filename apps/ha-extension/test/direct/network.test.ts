import { createServer, request } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer, type TlsOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type DemoHome, startDemoHome } from '../../src/demo-home/index.ts';
import { createExtension } from '../../src/index.ts';
import { createNetworkParts, createTurn } from '../bridge/support/parts.ts';
import { createCertificates } from '../networks/support/certificates.ts';
import { serveConnectProxy, serveSocksProxy } from '../networks/support/servers.ts';
import { discover, report } from './support/direct.ts';

const { ca, home: certificate, client, homeFingerprint } = createCertificates();
const KITCHEN = ['binary_sensor#kitchen_window', 'media_player#kitchen_radio', 'switch#coffee_maker'];

let home: DemoHome;

beforeAll(async () => {
  home = await startDemoHome();
});

afterAll(() => home?.close());

/** What a discovery in the mode direct finds of the demo home with these settings, and all that was written meanwhile. */
async function find(settings: Readonly<Record<string, string>>, event: object = discover) {
  const parts = createNetworkParts({
    HOME_ASSISTANT_MODE: 'direct',
    HOME_ASSISTANT_URL: home.url,
    HOME_ASSISTANT_TOKEN: home.token,
    HOME_ASSISTANT_EXPOSE: 'area:Kitchen',
    ...settings,
  });
  const turn = createTurn();
  // biome-ignore lint/suspicious/noExplicitAny: the tests look for what may not be there
  const answer = (await createExtension(parts).smartHome(event, turn)) as any;
  const { open, idle } = parts.gateways['http-client'].operations.getStatus().connections;
  await parts.gateways['http-client'].operations.resetPool();
  const ids: string[] = (answer.event.payload.endpoints ?? []).map(
    ({ endpointId }: { endpointId: string }) => endpointId,
  );
  const written = JSON.stringify(answer) + turn.causes.join() + parts.output();
  expect(written).not.toContain(home.token);
  return { ids: ids.sort(), causes: turn.causes, written, busy: open - idle };
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** Ends TLS before the demo home, and counts the connections that are open to that. */
async function beforeHome(options: TlsOptions): Promise<{ readonly port: number; readonly open: () => number }> {
  let open = 0;
  const server = createSecureServer(options, (socket) => {
    open += 1;
    const there = connect(Number(new URL(home.url).port), '127.0.0.1');
    socket.pipe(there).pipe(socket);
    socket
      .on('error', () => there.destroy())
      .on('close', () => {
        open -= 1;
      });
    there.on('error', () => socket.destroy());
  });
  return { port: await listen(server), open: () => open };
}

describe('The registries of a home come over its websocket', () => {
  test('and no connection is left at work', async () => {
    expect(await find({})).toMatchObject({ ids: KITCHEN, busy: 0 });
  });

  test.each<[string, TlsOptions, Readonly<Record<string, string>>]>([
    ['a private authority', {}, { HOME_ASSISTANT_CA: ca }],
    ['a pinned fingerprint', {}, { HOME_ASSISTANT_FINGERPRINT: homeFingerprint }],
    [
      'a certificate of the function',
      { ca, requestCert: true, rejectUnauthorized: true },
      { HOME_ASSISTANT_CA: ca, HOME_ASSISTANT_CLIENT_CERTIFICATE: client.cert + client.key },
    ],
  ])('over TLS with %s', async (_, options, settings) => {
    const { port, open } = await beforeHome({ ...certificate, ...options });
    const { ids } = await find({ HOME_ASSISTANT_URL: `https://127.0.0.1:${port}`, ...settings });
    expect(ids).toEqual(KITCHEN);
    await expect.poll(open).toBe(0);
  });

  test('through proxies', async () => {
    const port = Number(new URL(home.url).port);
    const http = await serveConnectProxy(port);
    const socks = await serveSocksProxy(port);
    for (const proxy of [`http://127.0.0.1:${http.port}`, `socks5h://127.0.0.1:${socks.port}`]) {
      const { ids } = await find({ HOME_ASSISTANT_URL: 'http://home.test:8123', HOME_ASSISTANT_PROXY: proxy });
      expect(ids).toEqual(KITCHEN);
    }
  });

  test('and are unknown behind a proxy that lets none through, which is said with what to do', async () => {
    const server = createServer((incoming, outgoing) => {
      // Without the header, the home sees an ordinary request.
      const { upgrade: _, connection: __, ...headers } = incoming.headers;
      const passed = request(home.url + incoming.url, { method: incoming.method ?? 'GET', headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(passed);
    });
    const url = `http://127.0.0.1:${await listen(server)}`;
    const closed = await find({ HOME_ASSISTANT_URL: url, HOME_ASSISTANT_EXPOSE: 'area:Kitchen,lock.front_door' });
    expect(closed.ids).toEqual(['lock#front_door']);
    expect(closed.written).toContain('pass on upgrades to /api/websocket');
    const hiding = { HOME_ASSISTANT_URL: url, HOME_ASSISTANT_EXPOSE: '', HOME_ASSISTANT_HIDE: 'label:Security' };
    expect((await find(hiding)).ids).toEqual([]);
  });

  test('with labels', async () => {
    const { ids } = await find({ HOME_ASSISTANT_EXPOSE: '', HOME_ASSISTANT_HIDE: 'label:security,area:Küche' });
    expect(ids).toContain('light#hallway');
    expect(ids).not.toContain('lock#front_door');
    expect(ids.filter((id) => KITCHEN.includes(id))).toEqual([]);
  });
});

test('A wrong token finds nothing, and is named as what is wrong', async () => {
  const { ids, causes } = await find({ HOME_ASSISTANT_TOKEN: 'a-wrong-token-0001' });
  expect([ids, causes]).toEqual([[], [expect.stringMatching(/^unauthorized/)]]);
});

test('A path that leads to no API is named as what is wrong, for a device as well', async () => {
  const settings = { HOME_ASSISTANT_URL: `${home.url}/elsewhere` };
  const wanted = (path: string) => expect.stringMatching(`^no-api \\(status 404 on GET ${path}\\): .*api:.*path`);
  expect((await find(settings)).causes).toEqual([wanted('/api/states')]);
  expect((await find(settings, report('light.hallway'))).causes).toEqual([wanted('/api/')]);
});
