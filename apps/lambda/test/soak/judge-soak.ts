import { growth } from '../fuzz/memory.ts';
import type { Checkpoint, SoakReport } from './soak.ts';

/** One thing that has to hold, and what is wrong when it does not. */
export interface SoakCheck {
  readonly title: string;
  readonly problem: string | undefined;
}

const MEGABYTE = 1_000_000;
/**
 * The heap is measured after a collection, so what it grows by is kept. Bounded caches, and the machine code that V8 makes
 * and makes anew, go up and down by less; 20 bytes kept for each of 200,000 invocations are more.
 */
const MAX_HEAP_GROWTH_BYTES = 2 * MEGABYTE;
/** Pages are given back late and in pieces, so this is coarser: a tenth of what Lambda gives the function. */
const MAX_RSS_GROWTH_BYTES = 13 * MEGABYTE;
/**
 * One event at a time, and no answer asks one home more than twice at once; some may still be closing. Idle ones hold no
 * process, so the function does not list them: the homes do.
 */
const MAX_SOCKETS = 8;
const MAX_TIMERS = 20;
/** One for each home. */
const MAX_BREAKERS = 2;
/** Operations, edges of the matrix and the default metrics: none grows with what is sent. */
const MAX_SERIES = 600;

/** Holds a soak against all that must be so. */
export function judgeSoak(report: SoakReport): readonly SoakCheck[] {
  const { checkpoints, problems, unhandled, late, kinds, deeds } = report;
  const most = (column: keyof Checkpoint) => Math.max(...checkpoints.map((checkpoint) => checkpoint[column]));
  const grown = (column: keyof Checkpoint) => growth(checkpoints.map((checkpoint) => checkpoint[column]));
  const atMost = (title: string, value: number, limit: number): SoakCheck => ({
    title: `${title}: ${value} of at most ${limit}`,
    problem: value <= limit ? undefined : 'too many',
  });
  const good = ['Alexa Response', 'Alexa StateReport', 'Discovery Discover.Response with devices', 'skill: speech'];
  const missing = good.filter((kind) => (kinds.get(kind) ?? 0) < report.invocations / 500);
  return [
    {
      title: 'all answers are valid, and no secret is in any or in a line',
      problem: problems.length > 0 ? problems.join('\n') : undefined,
    },
    {
      title: 'nothing was rejected, thrown or warned of behind the back',
      problem: unhandled.length > 0 ? unhandled.join('\n') : undefined,
    },
    {
      title: 'things go well often enough to mean something',
      problem: missing.length > 0 ? `too few: ${missing.join(', ')}` : undefined,
    },
    {
      title: `${deeds.size} kinds of things were done by the homes`,
      problem: deeds.size >= 25 ? undefined : 'too few',
    },
    atMost('answers after their time', late, 0),
    atMost('bytes of heap, last quarter less second', grown('heapUsed'), MAX_HEAP_GROWTH_BYTES),
    atMost('bytes outside the heap, last quarter less second', grown('external'), MAX_HEAP_GROWTH_BYTES),
    atMost('bytes resident, last quarter less second', grown('rss'), MAX_RSS_GROWTH_BYTES),
    atMost('connections of the function', most('sockets'), MAX_SOCKETS),
    atMost('connections of the homes', most('homeSockets'), MAX_SOCKETS),
    atMost('timers', most('timers'), MAX_TIMERS),
    atMost('breakers', most('breakers'), MAX_BREAKERS),
    atMost('series of metrics', most('series'), MAX_SERIES),
  ];
}
