/** JSON lines for Lambda, redacted always. How lines are formed and kept is not part of what this package offers. */
export type {
  BindContextParams,
  ConfigureLoggingParams,
  ExportEntriesParams,
  GetEntriesParams,
  LogEntry,
  LoggingGateway,
  LoggingOperations,
  LoggingStatus,
  LogLevel,
  LogMessageParams,
  LogParams,
  RecordErrorParams,
  RecordRequestParams,
  SetLevelParams,
  WithContextParams,
  WriteDocumentParams,
} from '@hearthgate/contracts';
export { LoggingOperation } from '@hearthgate/contracts';
export { createLoggingGateway, genericLoggingOperation } from './core.ts';
export type { LoggingOptions } from './options.ts';
export type { Destination } from './output/destination.ts';
export type { LoggingPorts } from './ports.ts';
