import { setTimeout as pause } from 'node:timers/promises';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import {
  type Kind,
  type KindMeasured,
  type Measurement,
  type MemoryMb,
  memorySizesMb,
  type Spent,
} from '../measurement.ts';
import type { CpuShare } from './cpu-share.ts';
import { type LambdaProcess, startLambda } from './lambda-process.ts';
import { median, rounded } from './median.ts';
import { openTlsHomes, type TlsHomes } from './tls-homes.ts';

/** Between two events, so that each finds a share of the CPU that has rested, as at home. */
const PAUSE_MS = 60;
const WARM_UP = 5;
const EVENTS = 10;
const FULL = 'full';
type Limit = MemoryMb | typeof FULL;
const limits: readonly Limit[] = [FULL, ...memorySizesMb];

/** Figures of one thing, by limit, as they come in. */
class Figures {
  readonly #wall = new Map<Limit, number[]>();
  readonly #cpu: number[] = [];
  readonly others: Record<'lines' | 'logBytes' | 'sentBytes' | 'answerBytes', number[]> = {
    lines: [],
    logBytes: [],
    sentBytes: [],
    answerBytes: [],
  };

  add(limit: Limit, wallMs: number, cpuMs: number): void {
    this.#wall.set(limit, [...(this.#wall.get(limit) ?? []), wallMs]);
    if (limit === FULL) this.#cpu.push(cpuMs);
  }

  spent(): Spent {
    const wall = (limit: Limit) => rounded(median(this.#wall.get(limit) ?? []));
    const atMemoryMs = { 128: wall(128), 256: wall(256), 512: wall(512) };
    return { cpuMs: rounded(median(this.#cpu)), fullMs: wall(FULL), atMemoryMs };
  }

  measured(): KindMeasured {
    const { lines, logBytes, sentBytes, answerBytes } = this.others;
    return {
      warm: this.spent(),
      logLines: median(lines),
      logBytes: Math.round(median(logBytes)),
      sentBytes: Math.round(median(sentBytes)),
      answerBytes: Math.round(median(answerBytes)),
    };
  }
}

/** What an invocation of each kind takes at each memory size; sizes take turns, so that all see the same noise. */
export async function measureKinds(
  share: CpuShare,
  waitMs: number,
  rounds: number,
): Promise<Pick<Measurement, 'init' | 'first' | 'kinds'>> {
  const homes = await openTlsHomes(1, waitMs);
  const [url = ''] = homes.urls;
  const variables = variablesFor({ url, token: homes.home.variables.HOME_ASSISTANT_TOKEN, ca: homes.ca });
  const events = await eventsOf(share, variables, homes);
  const init = new Figures();
  const first = new Figures();
  const byKind = new Map<Kind, Figures>();
  const figuresOf = (kind: Kind) => byKind.get(kind) ?? (byKind.set(kind, new Figures()).get(kind) as Figures);

  const send = async (
    lambda: LambdaProcess,
    limit: Limit,
    event: unknown,
    into: Figures | undefined,
    idleMs: number,
  ) => {
    lambda.takeLines();
    const cpuBeforeMs = share.cpuMs();
    const before = homes.counted().bytesIn;
    const { wallMs, answer } = await lambda.invoke(event);
    await pause(PAUSE_MS);
    if (into === undefined) return;
    into.add(limit, wallMs - idleMs, share.cpuMs() - cpuBeforeMs);
    const lines = lambda.takeLines();
    into.others.lines.push(lines.length);
    into.others.logBytes.push(lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0));
    into.others.sentBytes.push(homes.counted().bytesIn - before);
    into.others.answerBytes.push(Buffer.byteLength(answer));
  };

  for (let round = 0; round < rounds; round += 1) {
    for (const limit of limits) {
      const memoryMb = limit === FULL ? 128 : limit;
      share.limit(limit === FULL ? undefined : limit);
      const working = await startLambda(share, memoryMb, variables);
      init.add(limit, working.initMs, working.initCpuMs);
      await send(working, limit, events.control, first, waitMs);
      for (const kind of ['control', 'report', 'discovery', 'skill'] as const) {
        for (let sent = -WARM_UP; sent < EVENTS; sent += 1) {
          await send(working, limit, events[kind], sent < 0 ? undefined : figuresOf(kind), waitMs);
        }
      }
      await working.stop();
      const cutOff = await startLambda(share, memoryMb, { ...variables, HOME_ASSISTANT_URL: 'https://127.0.0.1:1' });
      // Five in a row open the breaker.
      for (let sent = 0; sent < 5; sent += 1) {
        await send(cutOff, limit, events.control, sent < 2 ? undefined : figuresOf('down'), 0);
      }
      for (let sent = 0; sent < 5; sent += 1) await send(cutOff, limit, events.control, figuresOf('open'), 0);
      await cutOff.stop();
    }
  }
  share.limit(undefined);
  await homes.close();
  const kinds = Object.fromEntries([...byKind].map(([kind, figures]) => [kind, figures.measured()]));
  return { init: init.spent(), first: first.spent(), kinds: kinds as Measurement['kinds'] };
}

/** An event of each kind for the devices of the home. */
export async function eventsOf(
  share: CpuShare,
  variables: Readonly<Record<string, string>>,
  { home }: TlsHomes,
): Promise<Readonly<Record<'control' | 'report' | 'discovery' | 'skill', unknown>>> {
  const lambda = await startLambda(share, 512, variables);
  const { answer } = await lambda.invoke(home.discovery.event);
  await lambda.stop();
  const samples = home.samples(JSON.parse(answer));
  const find = (title: string) => {
    const sample = samples.find((one) => one.title.startsWith(title));
    if (sample === undefined) throw new Error(`The demo home has no sample "${title}": ${answer.slice(0, 300)}`);
    return sample.event;
  };
  return {
    control: find('switch on'),
    report: find('ask the state'),
    discovery: home.discovery.event,
    skill: find('say a sentence'),
  };
}
