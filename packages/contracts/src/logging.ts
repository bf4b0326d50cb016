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
}

export interface LogEntry {
  /** Epoch milliseconds. */
  readonly timeMs: number;
  readonly level: LogLevel;
  readonly message: string;
  readonly correlationId: string;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

export interface GetEntriesParams {
  /** Least severe level that is answered. Default `debug`. */
  readonly level?: LogLevel | undefined;
  readonly correlationId?: string | undefined;
  /** Only entries whose message contains this, case ignored. */
  readonly search?: string | undefined;
  /** How many at most, newest kept. Default 100. */
  readonly limit?: number | undefined;
}

export interface LoggingStatus extends GatewayStatus {
  readonly level: LogLevel;
  readonly linesWritten: number;
  readonly linesDropped: number;
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
  /** The one line that closes an invocation: request, outcome, gateways, duration, memory, cache hits. */
  recordRequest(params: RecordRequestParams): void;
  /** An error with its causes, at level `error`. */
  recordError(params: RecordErrorParams): void;
  /** Writes a JSON object as a line of its own, at every level. */
  writeDocument(params: WriteDocumentParams): void;
  /** Recent entries, oldest first. */
  getEntries(params?: GetEntriesParams): readonly LogEntry[];
  /** Returns when every line written so far has left the process. */
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
  RECORD_REQUEST: 'recordRequest',
  RECORD_ERROR: 'recordError',
  WRITE_DOCUMENT: 'writeDocument',
  GET_ENTRIES: 'getEntries',
  FLUSH: 'flush',
  GET_STATUS: 'getStatus',
};

export interface LoggingGateway extends Gateway<LoggingOperations> {}
