import { seededRandom } from '../../virtual-time.ts';
import type { Measurement } from '../measurement.ts';
import type { CpuShare } from './cpu-share.ts';
import { startLambda } from './lambda-process.ts';
import { eventsOf } from './measure-kinds.ts';
import { median, rounded } from './median.ts';
import { openTlsHomes } from './tls-homes.ts';

const CONNECTED_HOMES = [1, 8, 16, 32, 64, 128];
const INVOCATIONS = 400;
const CONFIGURED_HOMES = [1, 10, 32, 100, 300, 1_000];

/** Settings of so many homes, told from one another by the beginning of their devices' ids. */
function variablesOf(urls: readonly string[], token: string, ca?: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    urls.flatMap((url, number) => [
      [`HOME_ASSISTANT_URL__H${number}`, url],
      [`HOME_ASSISTANT_TOKEN__H${number}`, token],
      [`HOME_ASSISTANT_ENDPOINT_PREFIX__H${number}`, prefixOf(number)],
      ...(ca === undefined ? [] : [[`HOME_ASSISTANT_CA__H${number}`, ca]]),
    ]),
  );
}

function prefixOf(number: number): string {
  return `h${number}-`;
}

/** The event for the device of another home. */
function forHome(event: unknown, number: number): unknown {
  const copy = structuredClone(event) as { directive: { endpoint: { endpointId: string } } };
  copy.directive.endpoint.endpointId = prefixOf(number) + copy.directive.endpoint.endpointId;
  return copy;
}

/** How many connections one environment opens for homes that come in random order. */
export async function measureConnections(share: CpuShare): Promise<Measurement['connections']> {
  const all = await openTlsHomes(Math.max(...CONNECTED_HOMES), 0);
  const token = all.home.variables.HOME_ASSISTANT_TOKEN ?? '';
  const single = { HOME_ASSISTANT_URL: all.urls[0] ?? '', HOME_ASSISTANT_TOKEN: token, HOME_ASSISTANT_CA: all.ca };
  const { control } = await eventsOf(share, single, all);
  const rows: Measurement['connections'][number][] = [];
  for (const homes of CONNECTED_HOMES) {
    const lambda = await startLambda(share, 512, variablesOf(all.urls.slice(0, homes), token, all.ca));
    const random = seededRandom(homes);
    for (let sent = 0; sent < 50; sent += 1) await lambda.invoke(forHome(control, Math.floor(random() * homes)));
    const before = all.counted().connections;
    const cpuBeforeMs = share.cpuMs();
    for (let sent = 0; sent < INVOCATIONS; sent += 1) {
      const { answer } = await lambda.invoke(forHome(control, Math.floor(random() * homes)));
      if (!answer.includes('"Response"')) throw new Error(`No home answered: ${answer.slice(0, 300)}`);
    }
    rows.push({
      homes,
      invocations: INVOCATIONS,
      opened: all.counted().connections - before,
      cpuMsEach: rounded((share.cpuMs() - cpuBeforeMs) / INVOCATIONS),
    });
    await lambda.stop();
  }
  await all.close();
  return rows;
}

/** What it takes to start with the settings of so many homes; Lambda takes far fewer, this is without its limit. */
export async function measureSettings(share: CpuShare, rounds: number): Promise<Measurement['settings']> {
  const token = 'a-token-that-is-as-long-as-a-reference-would-be';
  const directive = {
    directive: {
      header: { namespace: 'Alexa', name: 'ReportState', messageId: 'm', correlationToken: 'c', payloadVersion: '3' },
      endpoint: { endpointId: 'none', scope: { type: 'BearerToken', token }, cookie: {} },
      payload: {},
    },
  };
  const rows: Measurement['settings'][number][] = [];
  for (const homes of CONFIGURED_HOMES) {
    // Addresses, so that no name has to be looked up.
    const urls = Array.from({ length: homes }, (_, number) => `https://127.0.${number >> 8}.${number & 255}:1`);
    const cpu: number[] = [];
    const memory: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const lambda = await startLambda(share, 512, variablesOf(urls, token));
      const cpuBeforeMs = share.cpuMs();
      await lambda.invoke(directive);
      cpu.push(lambda.initCpuMs + share.cpuMs() - cpuBeforeMs);
      memory.push(lambda.peakMb());
      await lambda.stop();
    }
    rows.push({ homes, startCpuMs: rounded(median(cpu)), rssMb: rounded(median(memory)) });
  }
  return rows;
}
