/** What Lambda says of one invocation. Members are missing where its log does not tell. */
export interface InvocationReport {
  readonly roundTripMs: number;
  readonly initMs?: number | undefined;
  readonly durationMs?: number | undefined;
  readonly memoryMb?: number | undefined;
  readonly limitMb?: number | undefined;
}

/**
 * Reads the report at the end of a log, in Lambda's plain form and in its JSON form.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-report
 */
export function readReport(log: string): Omit<InvocationReport, 'roundTripMs'> {
  for (const line of jsonLines(log)) {
    if (line.type !== 'platform.report') continue;
    const { metrics } = (line.record ?? {}) as { readonly metrics?: Readonly<Record<string, number>> | null };
    return {
      initMs: metrics?.initDurationMs,
      durationMs: metrics?.durationMs,
      memoryMb: metrics?.maxMemoryUsedMB,
      limitMb: metrics?.memorySizeMB,
    };
  }
  const report = log.split('\n').findLast((line) => line.startsWith('REPORT ')) ?? '';
  const value = (name: string) => {
    const text = new RegExp(`(?:^|\\t)${name}: ([\\d.]+) `).exec(report)?.[1];
    return text === undefined ? undefined : Number(text);
  };
  return {
    initMs: value('Init Duration'),
    durationMs: value('Duration'),
    memoryMb: value('Max Memory Used'),
    limitMb: value('Memory Size'),
  };
}

/** What the function complained of in its own lines: they are redacted before they are written. */
export function problemsIn(log: string): readonly string[] {
  const messages = jsonLines(log).flatMap(({ level, message }) =>
    typeof message === 'string' && /^(WARN|ERROR|FATAL)/.test(String(level)) ? [message] : [],
  );
  return [...new Set(messages)];
}

function jsonLines(log: string): readonly Readonly<Record<string, unknown>>[] {
  return log.split('\n').flatMap((line) => {
    try {
      const value: unknown = line.startsWith('{') ? JSON.parse(line) : undefined;
      return typeof value === 'object' && value !== null ? [value as Readonly<Record<string, unknown>>] : [];
    } catch {
      // The beginning of a tail may be the middle of a line.
      return [];
    }
  });
}
