import type { Results, Row, Table, Unit } from '../result.ts';
import { digits, figure } from './figures.ts';
import { factorBetween, rowOf } from './rows.ts';

/** What a target is about: our row of a table, and the row beside it. */
interface Wanted {
  readonly what: string;
  readonly table: string;
  readonly ours: string;
  readonly other: string;
  /** Our share of the other's time (or of its requests a second), our time over the other's, or our time by itself. */
  readonly by: 'factor' | 'speed' | 'difference' | 'value';
  /** The most, or for `speed` the least. */
  readonly bound: number;
  /** What stands in the way, said where the target is not reached. */
  readonly floor?: string | undefined;
}

const BARE = 'bare handler';
const UNDICI_BY_HAND = 'by hand on undici with a code cache, directive over TLS';
const START_FLOOR =
  'Code that runs for the first time, once each; the profile is in `bench/src/process/README.md` ("Where the time goes").';

/** The targets that the project was set. */
const wanted: readonly Wanted[] = [
  {
    what: 'cold start, a directive over TLS, over a bare handler',
    table: 'process-cold-start',
    ours: 'hearthgate, directive over TLS',
    other: BARE,
    by: 'factor',
    bound: 1.6,
    floor: `The row "${UNDICI_BY_HAND}" is the floor under a bridge on undici: TLS, the client, nothing checked; up to the target it leaves nothing for the bridge. ${START_FLOOR}`,
  },
  {
    what: 'cold start, `/health`, no home, over a bare handler',
    table: 'process-cold-start',
    ours: 'hearthgate, bridge off, GET /health',
    other: BARE,
    by: 'factor',
    bound: 1.2,
    floor: START_FLOOR,
  },
  {
    what: 'resident memory at the first answer, over a bare handler',
    table: 'process-memory-1',
    ours: 'hearthgate, directive over TLS',
    other: BARE,
    by: 'difference',
    bound: 10,
    floor: `The row "${UNDICI_BY_HAND}" is above the target by itself: half of its memory are pages of Node's own program (TLS, WebAssembly), read from the file. The rest is the heap of the gateways and their code.`,
  },
  {
    what: 'resident memory after 10,000 directives in 128 MB',
    table: 'process-memory-10000-128mb',
    ours: 'hearthgate, directive over TLS',
    other: BARE,
    by: 'value',
    bound: 90,
  },
  {
    what: 'resident memory after 10,000 over after 2,000, in 128 MB',
    table: 'process-memory-10000-128mb',
    ours: 'hearthgate, directive over TLS',
    other: 'hearthgate, directive over TLS, after 2,000',
    by: 'factor',
    bound: 1.05,
  },
  {
    what: 'pipeline, synchronous operation, over a direct call',
    table: 'pipeline-sync',
    ours: 'gateway.operations',
    other: 'direct call',
    by: 'difference',
    bound: 200,
  },
  {
    what: 'pipeline, asynchronous operation, over a direct call',
    table: 'pipeline-async',
    ours: 'gateway.operations',
    other: 'direct call',
    by: 'difference',
    bound: 350,
  },
  { what: 'cache hit', table: 'cache-get', ours: 'hearthgate', other: 'cache-manager', by: 'factor', bound: 0.6 },
  { what: 'cache hit', table: 'cache-get', ours: 'hearthgate', other: 'bentocache', by: 'factor', bound: 0.25 },
  {
    what: 'get or create, a hit',
    table: 'cache-get-or-set',
    ours: 'hearthgate',
    other: 'cache-manager',
    by: 'factor',
    bound: 0.5,
  },
  {
    what: 'breaker, without the pipeline',
    table: 'breaker',
    ours: 'hearthgate, without the pipeline',
    other: 'cockatiel',
    by: 'factor',
    bound: 1,
  },
  {
    what: 'breaker through the pipeline',
    table: 'breaker',
    ours: 'hearthgate',
    other: 'opossum',
    by: 'factor',
    bound: 1,
  },
  { what: 'log line, five fields', table: 'logging-line', ours: 'hearthgate', other: 'pino', by: 'factor', bound: 1.2 },
  {
    what: 'log line below the level, dropped',
    table: 'logging-disabled',
    ours: 'hearthgate',
    other: 'pino',
    by: 'factor',
    bound: 4,
  },
  {
    what: 'log line below the level, kept for an error (the default)',
    table: 'logging-disabled',
    ours: 'hearthgate, kept for an error',
    other: 'pino',
    by: 'factor',
    bound: 4,
    floor:
      'The line is kept, with a copy of its data, and written if the invocation fails; pino drops it. `maxBufferBytes: 0` drops it, too: the line above.',
  },
  {
    what: 'five metrics, one EMF line',
    table: 'metrics-emf',
    ours: 'hearthgate',
    other: 'Powertools metrics',
    by: 'factor',
    bound: 0.2,
  },
  {
    what: 'whole Smart Home invocation without the network',
    table: 'invocation-smart-home',
    ours: 'hearthgate',
    other: 'middy + Powertools logger + metrics',
    by: 'factor',
    bound: 1,
    floor:
      'What the peer does not do: redaction, the start-up check, the breaker, the choice of the home, the request as JSON and the check of its answer. The table "only the peer\'s work" has the same three gateways without them.',
  },
  {
    what: 'HTTP, one at a time',
    table: 'http-1',
    ours: 'hearthgate',
    other: 'undici.request',
    by: 'speed',
    bound: 0.9,
  },
  { what: 'HTTP, 32 at once', table: 'http-32', ours: 'hearthgate', other: 'undici.request', by: 'speed', bound: 0.9 },
  {
    what: 'failing operation to its standard response',
    table: 'pipeline-error',
    ours: 'gateway.execute',
    other: 'direct throw and catch',
    by: 'value',
    bound: 6_000,
    floor: 'Said for a machine on which an Error with its stack costs 3 us; the line below is the same as a ratio.',
  },
  {
    what: 'failing operation, over an Error with its stack (6 us over 3)',
    table: 'pipeline-error',
    ours: 'gateway.execute',
    other: 'direct throw and catch',
    by: 'factor',
    bound: 2,
  },
];

/** A target beside what was measured, as text. */
export interface TargetLine {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly ours: string;
  readonly peer: string;
  readonly verdict: 'reached' | 'not reached' | 'not measured';
  /** What stands in the way of a target that is not reached, as far as it is known. */
  readonly floor?: string | undefined;
}

export function targetLines({ tables }: Pick<Results, 'tables'>): readonly TargetLine[] {
  return wanted.map((target) => {
    const table = tables.find(({ id }) => id === target.table);
    const ours = rowOf(table, target.ours);
    const other = rowOf(table, target.other);
    const unit: Unit = table?.unit ?? (target.table.startsWith('process-memory') ? 'MB' : 'ns');
    if (table === undefined || ours === undefined || other === undefined) {
      const nothing = { measured: '-', ours: '-', peer: target.other };
      return { what: target.what, target: boundText(target, unit), ...nothing, verdict: 'not measured' };
    }
    const own = ours.value.median;
    const measured = measuredOf(target, own, ours, other, table);
    const isReached = target.by === 'speed' ? measured >= target.bound : measured <= target.bound;
    return {
      what: target.what,
      target: boundText(target, unit),
      measured: isShare(target) ? `${digits(measured)}x` : figure(measured, unit),
      ours: figure(own, unit),
      peer: `${target.other} ${figure(other.value.median, unit)}`,
      verdict: isReached ? 'reached' : 'not reached',
      floor: isReached ? undefined : target.floor,
    };
  });
}

function measuredOf({ by }: Wanted, own: number, ours: Row, other: Row, table: Table): number {
  if (by === 'value') return own;
  if (by === 'difference') {
    return other.name === table.reference ? (ours.difference?.median ?? Number.NaN) : own - other.value.median;
  }
  const factor = factorBetween(table, ours, other);
  return by === 'speed' ? 1 / factor : factor;
}

function isShare({ by }: Wanted): boolean {
  return by === 'factor' || by === 'speed';
}

function boundText(target: Wanted, unit: Unit): string {
  const sign = target.by === 'speed' ? '>=' : '<=';
  if (target.by === 'difference') return `${sign} +${figure(target.bound, unit)}`;
  return `${sign} ${isShare(target) ? `${target.bound}x` : figure(target.bound, unit)}`;
}

/** What the project that this one grew out of says of itself, in microseconds, and our row that does the same. */
const origin: readonly {
  readonly what: string;
  readonly originUs: number;
  readonly table: string;
  readonly row: string;
  readonly by: string;
}[] = [
  { what: 'call', originUs: 50, table: 'pipeline-sync', row: 'gateway.execute', by: '`execute` of an operation' },
  {
    what: 'resolution',
    originUs: 30,
    table: 'pipeline-sync',
    row: 'gateway.operations',
    by: 'a whole call through the pipeline, finding the operation included',
  },
  { what: 'cache', originUs: 20, table: 'cache-get', row: 'hearthgate', by: 'a hit in memory' },
  { what: 'metrics', originUs: 40, table: 'operations-metrics', row: 'recordMetric', by: '`recordMetric`' },
  {
    what: 'errors',
    originUs: 100,
    table: 'pipeline-error',
    row: 'gateway.execute',
    by: 'a thrown error to its response',
  },
];

/** Our medians beside what the origin says of itself, as text. */
export function originLines({ tables }: Pick<Results, 'tables'>): readonly (readonly string[])[] {
  return origin.map(({ what, originUs, table, row, by }) => {
    const median = rowOf(
      tables.find(({ id }) => id === table),
      row,
    )?.value.median;
    const ours = median === undefined ? '-' : figure(median, 'ns');
    const factor = median === undefined ? '-' : `${digits((originUs * 1_000) / median)}x faster`;
    return [what, `${originUs} us`, ours, factor, by];
  });
}
