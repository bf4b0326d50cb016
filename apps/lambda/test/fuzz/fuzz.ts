import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { directive, skillRequest } from '../support/directives.ts';
import { type FuzzCase, fuzzCase } from './fuzz-case.ts';
import { type Corpus, recordCorpus } from './home/corpus.ts';
import { usedHeap } from './memory.ts';
import { judge, type Outcome } from './verdict.ts';
import { createWorlds, type World, type Wrap } from './worlds.ts';

export interface FuzzOptions {
  readonly cases: number;
  readonly seed: number;
  /** Cases of one part, after which the memory is looked at; each has a seed of its own. Default: all. */
  readonly every?: number;
  /** The part to begin with, for a run that goes on where another ended. Default 0. */
  readonly from?: number;
  /** Asked before each part whether the run is to end early. Default: never. */
  readonly isOver?: () => boolean;
  /** Called after each such part. */
  readonly onPart?: (report: FuzzReport) => void;
  /** Puts a handler in the place of the function's own. */
  readonly wrap?: Wrap;
}

export interface FuzzReport {
  readonly cases: number;
  /** How often each kind of answer was given. */
  readonly kinds: ReadonlyMap<string, number>;
  /** How many requests the home got. */
  readonly asked: number;
  /** Bytes of the heap after each part, garbage collected. */
  readonly heaps: readonly number[];
  /** The smallest case that broke a rule, with what repeats it. */
  readonly failure: string | undefined;
}

/** Draws cases until one breaks a rule or there were enough. The environments live as long as the run does. */
export async function runFuzz({
  cases,
  seed,
  every = cases,
  from = 0,
  isOver,
  onPart,
  wrap,
}: FuzzOptions): Promise<FuzzReport> {
  const corpus: Corpus = await recordCorpus();
  const worlds = createWorlds(corpus, wrap);
  for (const world of createWorlds(corpus)) await loadModules(world);
  const kinds = new Map<string, number>();
  const heaps: number[] = [];
  let done = 0;
  let asked = 0;
  let failure: string | undefined;
  const report = (): FuzzReport => ({ cases: done, kinds, asked, heaps, failure });
  const property = fc.asyncProperty(fuzzCase, async (given) => {
    const outcome = await play(worlds[given.world] as World, given);
    const { kind, problems } = judge(outcome);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    asked += outcome.authorizations.length;
    if (problems.length > 0)
      throw new Error(`${problems.join('\n')}\nThe answer: ${JSON.stringify(outcome.answer)?.slice(0, 2_000)}`);
  });
  for (let part = from; done < cases && failure === undefined && isOver?.() !== true; part += 1) {
    const numRuns = Math.min(every, cases - done);
    const details = await fc.check(property, { numRuns, seed: seed + part });
    done += details.numRuns;
    if (details.failed) failure = describe(details);
    heaps.push(usedHeap());
    onPart?.(report());
  }
  return report();
}

/** Modules load by the time of the machine, which the clock of a world knows nothing of; so they are loaded before. */
async function loadModules({ handler, home }: World): Promise<void> {
  const body = { kind: 'fitting', pick: 0, faults: [] } as const;
  home.plan([{ body, status: 200, headers: {}, delayMs: 0 }]);
  const turnOff = directive('Alexa.PowerController', 'TurnOff', {}, 'light#living_room');
  for (const event of [directive('Alexa.Discovery', 'Discover'), turnOff, skillRequest('AssistIntent')]) {
    await handler(event, { awsRequestId: 'load', getRemainingTimeInMillis: () => 10_000 });
  }
}

function describe({ seed, counterexamplePath, errorInstance, counterexample }: fc.RunDetails<[FuzzCase]>): string {
  const reason =
    errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  return `${reason}\nThe case (seed ${seed}, path ${counterexamplePath}): ${fc.stringify(counterexample?.[0]).slice(0, 3_000)}`;
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
/** Turns of the event loop in which nothing waits for time: modules that load, promises that settle. */
const PATIENCE = 3;
const STEP_MS = 50;

/** Plays one case. Time goes on only while nothing else does, so that a home that hangs costs nothing. */
async function play({ clock, home, handler, takeLines }: World, given: FuzzCase): Promise<Outcome> {
  const { event, door, replies, remainingMs, afterMs } = given;
  await clock.advance(afterMs);
  takeLines();
  home.plan(replies);
  const startedAtMs = clock.now();
  const context = {
    awsRequestId: 'request-1',
    getRemainingTimeInMillis: () => startedAtMs + remainingMs - clock.now(),
  };
  let settled: { readonly answer: unknown; readonly tookMs: number } | { readonly thrown: unknown } | undefined;
  const sent = door === 'trigger' ? structuredClone(event) : overHttp(door, JSON.stringify(event));
  handler(sent, context).then(
    (answer) => {
      settled = { answer, tookMs: clock.now() - startedAtMs };
    },
    (thrown) => {
      settled = { thrown };
    },
  );
  for (let turns = 0; settled === undefined; turns += 1) {
    await turn();
    if (turns < PATIENCE || settled !== undefined) continue;
    if (clock.now() - startedAtMs > remainingMs + 20_000) throw new Error('There was never an answer.');
    await clock.advance(STEP_MS);
  }
  if ('thrown' in settled) throw new Error(`The handler threw ${String(settled.thrown)}.`);
  return { given, ...settled, lines: takeLines(), authorizations: home.authorizations() };
}

/** What a sender makes of a message who does not know how it is sent. */
const garblings: readonly ((text: string) => readonly [body: unknown, isBase64Encoded: unknown])[] = [
  (text) => [text, true],
  (text) => [text.slice(0, text.length / 2), false],
  (text) => [Buffer.from(text, 'utf16le').toString('base64'), true],
  (text) => [Buffer.from(`\ufeff${text}`).toString('base64'), true],
  (text) => [gzipSync(text).toString('base64'), true],
  (text) => [encodeURIComponent(text), false],
  (text) => [text, 'true'],
];

function overHttp(door: 'http' | 'garbled http', text: string): object {
  const garble = door === 'http' ? undefined : garblings[text.length % garblings.length];
  const [body, isBase64Encoded] = garble?.(text) ?? [Buffer.from(text).toString('base64'), true];
  return {
    version: '2.0',
    rawPath: '/alexa',
    rawQueryString: '',
    headers: { 'content-type': 'application/json' },
    requestContext: { http: { method: 'POST', path: '/alexa', sourceIp: '192.0.2.7' } },
    body,
    isBase64Encoded,
  };
}
