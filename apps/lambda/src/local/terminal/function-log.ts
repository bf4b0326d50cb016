import { type JsonView, viewJsonText } from './json-view.ts';

/** What the function itself says about an invocation in the line that it writes at its end. */
export interface InvocationRecord {
  /** The gateways that took part, in the order in which they were first entered. */
  readonly gateways: readonly string[];
  readonly durationMs: number | undefined;
  readonly memoryUsedMb: number | undefined;
  readonly cacheHits: number;
  readonly cacheMisses: number;
  readonly coldStart: boolean;
  /** What went wrong, where something did. */
  readonly cause: string | undefined;
}

/** A line of the function that somebody should see. */
export interface Remark {
  readonly severity: 'plain' | 'warning' | 'error';
  readonly text: string;
}

export interface FunctionLog {
  readonly record: InvocationRecord | undefined;
  readonly remarks: readonly Remark[];
}

/** The numbers are those of pino. */
const WARNING_LEVEL = 40;
const ERROR_LEVEL = 50;
const LEVEL_NAMES: ReadonlyMap<string, number> = new Map([
  ['warn', WARNING_LEVEL],
  ['warning', WARNING_LEVEL],
  ['error', ERROR_LEVEL],
  ['critical', 60],
  ['fatal', 60],
]);

/** How a runtime client logs the error that it reports as well; the outcome carries it. */
const REPORTED_ERROR = /(^|\t)(Invoke|Init) Error\s*\t/;

/**
 * Sorts a function's output: the record of the invocation, warnings and errors, and lines that are no JSON (somebody's
 * `console.log`, a stack). JSON lines below the level of a warning, and metrics, are left out.
 */
export function readFunctionLog(lines: readonly string[]): FunctionLog {
  let record: InvocationRecord | undefined;
  const remarks: Remark[] = [];
  for (const line of lines) {
    const entry = viewJsonText(jsonPart(line));
    if (entry.keys === undefined) {
      if (line.trim() !== '' && !REPORTED_ERROR.test(line)) remarks.push({ severity: 'plain', text: line });
    } else if (entry.at('event').text === 'invocation') {
      record = invocationRecord(entry);
    } else {
      const level = levelOf(entry.at('level'));
      if (level >= WARNING_LEVEL) {
        remarks.push({ severity: level >= ERROR_LEVEL ? 'error' : 'warning', text: remarkText(entry) });
      }
    }
  }
  return { record, remarks };
}

/** AWS's runtime client puts time, request id and level before what is written with `console`, tabs between. */
function jsonPart(line: string): string {
  return /^\d{4}-\d\d-\d\dT\S+\t[^\t]*\t[A-Z]+\t(\{.*\})$/.exec(line)?.[1] ?? line;
}

function invocationRecord(entry: JsonView): InvocationRecord {
  const gateways = entry.at('gateways').list ?? [];
  return {
    gateways: gateways.filter((name) => typeof name === 'string'),
    durationMs: entry.at('duration_ms').number,
    memoryUsedMb: entry.at('memory_used_mb').number,
    cacheHits: entry.at('cache_hits').number ?? 0,
    cacheMisses: entry.at('cache_misses').number ?? 0,
    coldStart: entry.at('cold_start').value === true,
    cause: causeOf(entry),
  };
}

function levelOf(level: JsonView): number {
  return level.number ?? LEVEL_NAMES.get(level.text?.toLowerCase() ?? '') ?? 0;
}

function remarkText(entry: JsonView): string {
  const message = entry.at('msg').text ?? entry.at('message').text;
  const parts = [message, causeOf(entry), entry.at('hint').text].filter((part) => part !== undefined && part !== '');
  return parts.length > 0 ? parts.join(': ') : 'a line without a message';
}

/** A cause is a sentence, or an error with code and message. */
function causeOf(entry: JsonView): string | undefined {
  for (const name of ['cause', 'err', 'error']) {
    const cause = entry.at(name);
    const error = [cause.at('code').text, cause.at('message').text].filter((part) => part !== undefined).join(' ');
    const text = cause.text ?? error;
    if (text !== '') return text;
  }
  return undefined;
}
