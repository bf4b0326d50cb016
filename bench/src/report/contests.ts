import type { Results } from '../result.ts';
import { digits, figure } from './figures.ts';
import { factorBetween, rowOf } from './rows.ts';

/** A question that peers answer as we do: with the same work, or with less where that is said. */
interface Contest {
  readonly what: string;
  readonly table: string;
  /** Default `hearthgate`. */
  readonly ours?: string;
  /** Default: all peers of the table. */
  readonly peers?: readonly string[];
  /** Why a peer may be ahead. */
  readonly why?: string;
}

const DIRECTIVES: readonly string[] = [
  'middy + Powertools + undici, directive over TLS',
  'haaska (Python), directive over TLS',
  "the Home Assistant docs' Lambda (Python), directive over TLS",
];

const contests: readonly Contest[] = [
  {
    what: 'cold start, a directive over TLS',
    table: 'process-cold-start',
    ours: 'hearthgate, directive over TLS',
    peers: DIRECTIVES,
  },
  {
    what: 'cold start, a sentence to the custom skill that the home answers',
    table: 'process-cold-start',
    ours: 'hearthgate, custom skill, sentence over TLS',
    peers: ['ask-sdk + Powertools + undici, sentence over TLS'],
  },
  {
    what: 'cold start, help by the custom skill',
    table: 'process-cold-start',
    ours: 'hearthgate, custom skill, help',
    peers: ['ask-sdk alone, help'],
    why: 'The peer has no home, no log and no metrics; ours has connected to the home by then.',
  },
  {
    what: 'cold start, `GET /health`',
    table: 'process-cold-start',
    ours: 'hearthgate, bridge off, GET /health',
    peers: ['middy + Powertools + event-handler, GET /health', 'middy + Powertools, GET /health without a router'],
    why: 'The peer is a logger and metrics: ten gateways and a router have to start here.',
  },
  {
    what: 'resident memory after 10,000 directives in 128 MB',
    table: 'process-memory-10000-128mb',
    ours: 'hearthgate, directive over TLS',
    peers: DIRECTIVES,
    why: 'Python takes a third of the memory that Node takes without any of ours; within Node ours takes the least.',
  },
  { what: 'pipeline, an asynchronous operation', table: 'pipeline-async', ours: 'gateway.operations' },
  { what: 'cache, a hit', table: 'cache-get' },
  { what: 'cache, get or create', table: 'cache-get-or-set' },
  { what: 'cache, setting', table: 'cache-set' },
  { what: 'breaker, without the pipeline', table: 'breaker', ours: 'hearthgate, without the pipeline' },
  { what: 'breaker with a time limit, through the pipeline', table: 'breaker-timeout' },
  { what: 'HTTP, one at a time', table: 'http-1' },
  { what: 'HTTP, 32 at once', table: 'http-32' },
  { what: 'log line, five fields', table: 'logging-line' },
  {
    what: 'log line below the level',
    table: 'logging-disabled',
    why: 'pino puts an empty function in its place; ours counts the call and asks whether it belongs to an invocation.',
  },
  { what: 'five metrics, one EMF line', table: 'metrics-emf' },
  { what: 'Alexa, a spoken answer', table: 'alexa-response' },
  {
    what: 'custom skill, a whole request',
    table: 'alexa-skill',
    peers: ['ask-sdk-core + middy + Powertools logger + metrics'],
  },
  { what: 'route of HTTP, a whole invocation', table: 'invocation-http' },
  {
    what: "Smart Home, a whole invocation, only the peer's work",
    table: 'invocation-same-work',
    ours: 'hearthgate, lambda, logging and metrics',
  },
  {
    what: 'Smart Home, a whole invocation',
    table: 'invocation-smart-home',
    why: 'The peer checks nothing, redacts nothing and has no breaker.',
  },
];

/** What two runs of the same code differ by. */
export const LEVEL = 0.05;

/** Ours beside the strongest of its peers, as text. */
export interface ContestLine {
  readonly what: string;
  readonly ours: string;
  readonly peer: string;
  readonly factor: string;
  readonly verdict: 'ahead' | 'level' | 'behind' | 'not measured';
  /** Said where a peer is ahead. */
  readonly why?: string | undefined;
}

export function contestLines({ tables }: Pick<Results, 'tables'>): readonly ContestLine[] {
  return contests.map(({ what, table: id, ours: own = 'hearthgate', peers, why }) => {
    const table = tables.find((one) => one.id === id);
    const ours = rowOf(table, own);
    const names = peers ?? table?.rows.filter(({ side }) => side === 'peer').map(({ name }) => name) ?? [];
    const [strongest] = names
      .flatMap((name) => {
        const other = rowOf(table, name);
        if (table === undefined || ours === undefined || other === undefined) return [];
        return [{ unit: table.unit, ours, other, factor: factorBetween(table, ours, other) }];
      })
      // Without a reference there is no ratio.
      .filter(({ factor }) => !Number.isNaN(factor))
      .sort((one, another) => another.factor - one.factor);
    if (strongest === undefined) {
      return { what, ours: '-', peer: names.join('; ') || '-', factor: '-', verdict: 'not measured' };
    }
    const { unit, other, factor } = strongest;
    const verdict = factor > 1 + LEVEL ? 'behind' : factor < 1 - LEVEL ? 'ahead' : 'level';
    return {
      what,
      ours: figure(strongest.ours.value.median, unit),
      peer: `${other.name} ${figure(other.value.median, unit)}`,
      factor: `${digits(factor)}x`,
      verdict,
      why: verdict === 'behind' ? why : undefined,
    };
  });
}
