import type { Gateway, OperationNames } from './operation.ts';
import type { GatewayStatus } from './status.ts';

/** Severities, least first. They map to pino's debug, info, warn, error and fatal. */
export type LogLevel = 'debug' | 'info' | 'warning' | 'error' | 'critical';

export interface LogMessageParams {
  readonly message: string;
  /** Further fields of the line; secrets in them are redacted. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  /** An error to describe in the line: name, code, message, causes. */
  readonly error?: unknown;
}

export interface LogParams extends LogMessageParams {
  readonly level: LogLevel;
}

export interface SetLevelParams {
  readonly level: LogLevel;
}

/** What can be changed while the function runs; what is absent stays as it is. */
export interface ConfigureLoggingParams {
  readonly level?: LogLevel | undefined;
  /** Share of invocations, 0 to 1, whose lines are all written, whatever the level. */
  readonly sampleRate?: number | undefined;
  /** Bytes of lines below the level that an invocation keeps until it fails; 0 keeps none. */
  readonly maxBufferBytes?: number | undefined;
  /** How long the same line is counted in place of being written again, in milliseconds; 0 writes every line. */
  readonly foldMs?: number | undefined;
  readonly maxLinesPerInvocation?: number | undefined;
}

export interface BindContextParams {
  /** Members of all further lines; `undefined` takes one away. A line's own data goes before them. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** How long: this invocation, or as long as the gateway lives. Default `invocation`; outside of one, the latter. */
  readonly scope?: 'invocation' | 'environment' | undefined;
  /** Only in lines that this gateway of the composition says. Default: in all. */
  readonly gateway?: string | undefined;
}

export interface WithContextParams<Result> {
  readonly fields: Readonly<Record<string, unknown>>;
  /** All lines that it says, and all that it starts says, have the fields. Its result, or its error, is passed on. */
  readonly run: () => Result;
}

export interface RecordRequestParams {
  /** What was asked, in words that name no secret: `PowerController.TurnOn light#kitchen`. */
  readonly request: string;
  /** What was answered: `Response`, `ErrorResponse BRIDGE_UNREACHABLE`, `200`. */
  readonly outcome: string;
  /** The one sentence that says what went wrong; absent when nothing did. */
  readonly cause?: string | undefined;
  readonly durationMs: number;
}

export interface RecordErrorParams {
  readonly error: unknown;
  /** What was being done. */
  readonly during: string;
}

export interface WriteDocumentParams {
  /** Written as one JSON line of its own at every level, redacted. For EMF, which CloudWatch reads from log lines. */
  readonly document: Readonly<Record<string, unknown>>;
  /**
   * JSON text of members that come before those of the document: `"_aws":{...},"Calls":1`. The caller has judged names
   * and values; it is searched for known secrets only.
   */
  readonly head?: string | undefined;
}

export interface LogEntry {
  /** Epoch milliseconds. */
  readonly timeMs: number;
  readonly level: LogLevel;
  readonly message: string;
  readonly correlationId: string;
  /** The gateways from the origin of the call to the logging gateway. */
  readonly gatewayChain: readonly string[];
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

export interface GetEntriesParams {
  /** Least severe level that is answered. Default `debug`. */
  readonly level?: LogLevel | undefined;
  readonly correlationId?: string | undefined;
  /** Only entries whose message, or a text or name in whose data, contains this, case ignored. */
  readonly search?: string | undefined;
  /** Only entries that this gateway said, or something that it called. */
  readonly gateway?: string | undefined;
  /** Epoch milliseconds, both included. */
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
  /** How many at most, newest kept. Default 100. */
  readonly limit?: number | undefined;
}

export interface ExportEntriesParams extends GetEntriesParams {
  /** `ndjson`: one JSON object a line; `csv`: with a head (RFC 4180); `text`: for people. Default `ndjson`. */
  readonly format?: 'ndjson' | 'csv' | 'text' | undefined;
}

export interface LoggingStatus extends GatewayStatus {
  readonly level: LogLevel;
  readonly linesWritten: number;
  readonly linesDropped: number;
  /** Lines that were counted in place of being written again. */
  readonly linesFolded: number;
  /** Lines below the level that were kept in case their invocation fails, written or not. */
  readonly linesBuffered: number;
  readonly bytesWritten: number;
}

/** JSON lines with correlation id and gateway chain, redacted always. */
export interface LoggingOperations {
  /** Writes a line at the given level. Throws `LOGGING_UNKNOWN_LEVEL`. */
  log(params: LogParams): void;
  /** Writes a line at level `debug`; costs next to nothing when that is off. */
  debug(params: LogMessageParams): void;
  /** Writes a line at level `info`. */
  info(params: LogMessageParams): void;
  /** Writes a line at level `warning`. */
  warning(params: LogMessageParams): void;
  /** Writes a line at level `error`. */
  error(params: LogMessageParams): void;
  /** Writes a line at level `critical`. */
  critical(params: LogMessageParams): void;
  /** Changes the level of this gateway. Throws `LOGGING_UNKNOWN_LEVEL`. */
  setLevel(params: SetLevelParams): void;
  /** Changes several settings at once, or none when one is wrong. Throws `LOGGING_UNKNOWN_LEVEL`, `LOGGING_INVALID_OPTIONS`. */
  configure(params: ConfigureLoggingParams): void;
  /** Gives all further lines of the invocation, or of the gateway, more members. */
  bindContext(params: BindContextParams): void;
  /** Runs a function whose lines have more members. */
  withContext<Result>(params: WithContextParams<Result>): Result;
  /**
   * The one line that closes an invocation: request, outcome, gateways, duration, memory, cache hits. With
   * a cause, the lines that were kept come before it.
   */
  recordRequest(params: RecordRequestParams): void;
  /** An error with its causes, at level `error`. */
  recordError(params: RecordErrorParams): void;
  /** Writes a JSON object as a line of its own, at every level. */
  writeDocument(params: WriteDocumentParams): void;
  /** Recent entries, oldest first. */
  getEntries(params?: GetEntriesParams): readonly LogEntry[];
  /** Recent entries as text. */
  exportEntries(params?: ExportEntriesParams): string;
  /** Writes the counts of folded lines, and returns when every line written so far has left the process. */
  flush(): Promise<void>;
  /** State, level, and how many lines were written and dropped. */
  getStatus(): LoggingStatus;
}

/** Names of the logging operations. */
export const LoggingOperation: OperationNames<LoggingOperations> = {
  LOG: 'log',
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warning',
  ERROR: 'error',
  CRITICAL: 'critical',
  SET_LEVEL: 'setLevel',
  CONFIGURE: 'configure',
  BIND_CONTEXT: 'bindContext',
  WITH_CONTEXT: 'withContext',
  RECORD_REQUEST: 'recordRequest',
  RECORD_ERROR: 'recordError',
  WRITE_DOCUMENT: 'writeDocument',
  GET_ENTRIES: 'getEntries',
  EXPORT_ENTRIES: 'exportEntries',
  FLUSH: 'flush',
  GET_STATUS: 'getStatus',
};

export interface LoggingGateway extends Gateway<LoggingOperations> {}
