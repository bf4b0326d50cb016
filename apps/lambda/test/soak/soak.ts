import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { createSelfSigned } from '../faults/self-signed.ts';
import { recordCorpus } from '../fuzz/home/corpus.ts';
import { ACCESS_SECRET, CONFIGURED_TOKEN, configuredSecrets, secrets } from '../fuzz/secrets.ts';
import { judgeAnswer } from '../fuzz/verdict.ts';
import { settingName } from '../support/setting-name.ts';
import { type FaultyHome, startFaultyHome } from './faulty-home.ts';
import { type FunctionProcess, startFunctionProcess } from './function-process.ts';
import { type MixedEvent, mixedEvent } from './mixed-events.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import type { Answered } from './soaked-function.ts';

export interface SoakOptions {
  /** The built function: `index.mjs`, or what stands in its place. */
  readonly functionFile: string;
  readonly invocations: number;
  readonly seed: number;
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void;
}

export interface Checkpoint {
  readonly invocations: number;
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
  /** Handles of the function that belong to connections, and to timers. */
  readonly sockets: number;
  readonly timers: number;
  /** Connections that the homes have open. */
  readonly homeSockets: number;
  readonly breakers: number;
  /** Lines of `GET /metrics`: one for each series that is kept. */
  readonly series: number;
}

export interface SoakReport {
  readonly invocations: number;
  readonly checkpoints: readonly Checkpoint[];
  /** How often each kind of answer was given, and each thing done by a home. */
  readonly kinds: ReadonlyMap<string, number>;
  readonly deeds: ReadonlyMap<string, number>;
  /** Invocations that were answered after their time, by more than what a busy machine explains. */
  readonly late: number;
  readonly slowestMs: number;
  readonly unhandled: readonly string[];
  /** Lines that closed an invocation, and metrics documents. */
  readonly closingLines: number;
  readonly documents: number;
  readonly problems: readonly string[];
}

const CHECKPOINTS = 20;
const MAX_PROBLEMS = 20;
/** What a crowded machine may add to an answer. */
const CROWDED_MS = 2_000;

export async function soak({ functionFile, invocations, seed, onCheckpoint }: SoakOptions): Promise<SoakReport> {
  const random = createSeededRandom(seed);
  const corpus = await recordCorpus();
  const identity = createSelfSigned();
  const homes = [await startFaultyHome(corpus, random), await startFaultyHome(corpus, random, identity)] as const;
  const problems: string[] = [];
  const report = (problem: string) => {
    if (problems.length < MAX_PROBLEMS) problems.push(problem.slice(0, 2_000));
  };
  const lines = createLineCheck(report);
  const subject = await startFunctionProcess(functionFile, variablesOf(homes, identity.cert), lines.take);
  const checkpoints: Checkpoint[] = [];
  const kinds = new Map<string, number>();
  let late = 0;
  let slowestMs = 0;
  let unhandled: readonly string[] = [];
  let asked = 0;
  try {
    for (let index = 1; index <= invocations; index += 1) {
      await disturb(homes, random);
      const given = mixedEvent(random);
      const remainingMs = random.pick([10_000, 3_000, 650, 650, 600]);
      const answered = await subject.send({ event: given.event, remainingMs, frozenMs: frozenMs(random) });
      asked += 1;
      const { kind, found } = check(given, answered, remainingMs);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      for (const problem of found)
        report(`${problem}; event ${JSON.stringify(given.event)}, answer ${JSON.stringify(answered)}`);
      slowestMs = Math.max(slowestMs, answered.tookMs);
      if (answered.tookMs > remainingMs + CROWDED_MS) late += 1;
      if (index % Math.ceil(invocations / CHECKPOINTS) === 0) {
        const { checkpoint, rejections } = await look(subject, homes, index);
        // Two questions of the checkpoint's own.
        asked += 2;
        unhandled = rejections;
        checkpoints.push(checkpoint);
        onCheckpoint?.(checkpoint);
      }
    }
  } finally {
    await subject.stop();
    for (const home of homes) await home.stop();
  }
  const { closingLines, documents } = lines;
  if (closingLines !== asked) report(`${closingLines} closing lines of ${asked} invocations`);
  if (documents !== asked) report(`${documents} metrics documents of ${asked} invocations`);
  const deeds = new Map<string, number>();
  for (const [deed, count] of homes.flatMap(({ done }) => [...done])) deeds.set(deed, (deeds.get(deed) ?? 0) + count);
  return { invocations, checkpoints, kinds, deeds, late, slowestMs, unhandled, closingLines, documents, problems };
}

/** One home as Alexa's own integration, one asked directly over TLS. */
function variablesOf([first, second]: readonly [FaultyHome, FaultyHome], ca: string): Readonly<Record<string, string>> {
  const cabin = {
    ...variablesFor({ url: second.url, token: CONFIGURED_TOKEN, ca }),
    [settingName('MODE')]: 'direct',
    [settingName('ENDPOINT_PREFIX')]: 'B-',
    [settingName('ACCESS_CLIENT_ID')]: 'access-id-1',
    [settingName('ACCESS_CLIENT_SECRET')]: ACCESS_SECRET,
  };
  return {
    ...variablesFor({ url: first.url, token: CONFIGURED_TOKEN }),
    [settingName('TIMEOUT_MS')]: '500',
    ...Object.fromEntries(Object.entries(cabin).map(([name, value]) => [`${name}__CABIN`, value])),
  };
}

const down = new WeakMap<FaultyHome, number>();

/** Now and then a home is away for a while, and comes back on the same port. */
async function disturb(homes: readonly FaultyHome[], random: SeededRandom): Promise<void> {
  for (const home of homes) {
    const left = down.get(home) ?? 0;
    if (left === 1) await home.start();
    if (left > 0) down.set(home, left - 1);
    else if (random.next() < 0.0005) {
      await home.stop();
      down.set(home, 1 + random.below(60));
    }
  }
}

/** Lambda freezes an environment between two invocations: breakers close, connections grow old, caches expire. */
function frozenMs(random: SeededRandom): number {
  const drawn = random.next();
  if (drawn < 0.001) return 600_000;
  return drawn < 0.05 ? 11_000 : 0;
}

function check(given: MixedEvent, { answer, thrown }: Answered, remainingMs: number) {
  const text = JSON.stringify(answer) ?? '';
  const leaked = configuredSecrets
    .filter((secret) => text.includes(secret))
    .map((secret) => `${secret} is in the answer`);
  const isUnattended = given.kind === 'queue' || given.kind === 'notice';
  if (isUnattended) {
    return {
      kind: `${given.kind}: ${thrown}`,
      found: thrown === 'LAMBDA_EVENT_FAILED' ? [] : ['it did not come again'],
    };
  }
  if (thrown !== undefined) return { kind: 'thrown', found: [`thrown ${thrown}`] };
  if (given.kind === 'directive' || given.kind === 'sentence' || given.kind === 'overHttp') {
    const event = given.message ?? given.event;
    const door = given.kind === 'overHttp' ? 'http' : 'trigger';
    const { kind, problems } = judgeAnswer({ door, event, remainingMs }, answer);
    return { kind, found: [...problems, ...leaked] };
  }
  const isFine = typeof answer === 'object' && answer !== null;
  const isHttp = given.kind !== 'http' || typeof (answer as { statusCode?: unknown }).statusCode === 'number';
  return { kind: given.kind, found: [...leaked, ...(isFine && isHttp ? [] : ['no answer of its kind'])] };
}

/** Counts and searches what the function writes, and keeps none of it. */
function createLineCheck(report: (problem: string) => void) {
  const counts = { closingLines: 0, documents: 0 };
  return {
    take(line: string) {
      if (line.includes('"event":"invocation"')) counts.closingLines += 1;
      if (line.startsWith('{"_aws":')) counts.documents += 1;
      for (const secret of secrets) if (line.includes(secret)) report(`${secret} is in a line: ${line}`);
      if (!line.startsWith('{') || !line.endsWith('}')) report(`a line is no JSON: ${line}`);
    },
    get closingLines() {
      return counts.closingLines;
    },
    get documents() {
      return counts.documents;
    },
  };
}

async function look(subject: FunctionProcess, homes: readonly FaultyHome[], invocations: number) {
  const metrics = {
    version: '2.0',
    rawPath: '/metrics',
    rawQueryString: '',
    headers: {},
    requestContext: { http: { method: 'GET', path: '/metrics' } },
  };
  const ask = async (event: unknown) => (await subject.send({ event, remainingMs: 10_000, frozenMs: 0 })).answer;
  const { report } = ((await ask({ hearthgate: 'diagnostics' })) ?? {}) as {
    readonly report?: { readonly breakers?: readonly unknown[] };
  };
  const { body } = ((await ask(metrics)) ?? {}) as { readonly body?: string };
  const { rss, heapUsed, external, resources, unhandled } = await subject.measure();
  const { TCPSocketWrap = 0, TLSWrap = 0, Timeout: timers = 0 } = resources;
  const checkpoint: Checkpoint = {
    invocations,
    rss,
    heapUsed,
    external,
    sockets: TCPSocketWrap + TLSWrap,
    timers,
    homeSockets: homes.reduce((sum, home) => sum + home.sockets(), 0),
    // A report that lacks them is no good sign.
    breakers: report?.breakers?.length ?? Number.POSITIVE_INFINITY,
    series: String(body)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#')).length,
  };
  return { checkpoint, rejections: unhandled };
}
