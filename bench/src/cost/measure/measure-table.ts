import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import type { Measurement, TableUseMeasured } from '../measurement.ts';
import { openCountedTable } from './counted-table.ts';
import type { CpuShare } from './cpu-share.ts';
import { startLambda } from './lambda-process.ts';
import { eventsOf } from './measure-kinds.ts';
import { openTlsHomes } from './tls-homes.ts';

/** What is done beside an answer is over by then. */
const BESIDE_MS = 300;
/** A breaker rests for ten seconds. */
const REST_MS = 10_400;
/** The record of the most used keys is kept so often. */
const RECORD_MS = 30_000;

/** What the function asks of its table at each moment. Takes a minute: the moments lie seconds apart. */
export async function measureTable(share: CpuShare): Promise<Measurement['table']> {
  const table = await openCountedTable();
  const homes = await openTlsHomes(1, 0);
  const gate = await openGate(Number(new URL(homes.urls[0] ?? '').port));
  const variables = {
    ...variablesFor({ url: gate.url, token: homes.home.variables.HOME_ASSISTANT_TOKEN, ca: homes.ca }),
    HEARTHGATE_CACHE_TABLE: 'counted',
    HEARTHGATE_ENCRYPTION_KEY: '0123456789abcdef'.repeat(4),
    AWS_ENDPOINT_URL_DYNAMODB: table.url,
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
  };
  const { control, discovery } = await eventsOf(share, variables, homes);
  table.take();
  const startedAt = performance.now();
  const lambda = await startLambda(share, 512, variables);
  const use = async (...events: readonly unknown[]): Promise<TableUseMeasured> => {
    for (const event of events) await lambda.invoke(event);
    await pause(BESIDE_MS);
    const { readUnits, writeUnits } = table.take();
    return { readUnits, writeUnits };
  };
  const start = await use();
  const first = await use(control);
  const fresh = await use(control);
  await pause(6_000);
  const aging = await use(control);
  await pause(11_000);
  const old = await use(control);
  const found = await use(discovery);
  const rediscovery = await use(discovery);
  await pause(RECORD_MS + 500 - (performance.now() - startedAt));
  const withRecord = await use(control);
  const record = {
    readUnits: withRecord.readUnits - old.readUnits,
    writeUnits: withRecord.writeUnits - old.writeUnits,
  };
  await gate.shut();
  const opening = await use(control, control, control, control, control);
  await pause(REST_MS);
  const failedProbe = await use(control);
  await pause(REST_MS);
  await gate.reopen();
  const closing = await use(control);
  await lambda.stop();
  await gate.shut();
  await homes.close();
  table.close();
  return { start, first, fresh, aging, old, record, discovery: found, rediscovery, opening, failedProbe, closing };
}

/** A door before the home that can be shut, so that connections are refused. */
async function openGate(target: number) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(target, '127.0.0.1');
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on('error', () => end.destroy()).on('close', () => sockets.delete(end));
    }
    socket.pipe(onward).pipe(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    async shut() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async reopen() {
      await once(server.listen(port, '127.0.0.1'), 'listening');
    },
  };
}
