import type { LogLevel, RecordRequestParams } from '@hearthgate/contracts';
import type { Invocation } from '@hearthgate/kernel';
import type { Statement } from '../journal.ts';

const BYTES_PER_MEGABYTE = 1_048_576;

/** What is measured when an invocation ends. */
export interface InvocationFacts {
  readonly invocation: Invocation | undefined;
  /** The gateways to name outside an invocation. */
  readonly gatewayChain: readonly string[];
  readonly memoryUsedBytes: number;
  /** May throw; the line is written all the same. */
  readonly formatDuration: (durationMs: number) => string;
}

/** A request that went wrong closes with a warning, not an error: it was answered, and what broke has its own line. */
export function invocationLevel({ cause }: RecordRequestParams): LogLevel {
  return cause === undefined ? 'info' : 'warning';
}

/** The line that closes an invocation. */
export function invocationLine(params: RecordRequestParams, facts: InvocationFacts): Statement {
  const { request, outcome, cause, durationMs } = params;
  const { invocation } = facts;
  const hits = invocation?.cacheHits ?? 0;
  const misses = invocation?.cacheMisses ?? 0;
  const lookups = hits + misses;
  return {
    level: invocationLevel(params),
    message: `${request}: ${outcome} in ${durationText(durationMs, facts.formatDuration)}`,
    own: {
      event: 'invocation',
      request,
      outcome,
      // A line leaves out what is undefined; to leave it out here would take longer than all other members.
      cause,
      gateways: (invocation?.gateways ?? facts.gatewayChain).slice(),
      duration_ms: rounded(durationMs, 1_000),
      memory_used_mb: rounded(facts.memoryUsedBytes / BYTES_PER_MEGABYTE, 10),
      cache_hits: hits,
      cache_misses: misses,
      // No lookup has no rate; 0 would pull averages down.
      cache_hit_rate: lookups === 0 ? null : rounded(hits / lookups, 10_000),
    },
    coldStart: invocation?.coldStart ?? false,
  };
}

function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}

function durationText(durationMs: number, format: (durationMs: number) => string): string {
  try {
    return format(durationMs);
  } catch {
    return `${rounded(durationMs, 10)} ms`;
  }
}
