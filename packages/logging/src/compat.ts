// Operations of the standalone logging gateway under their old names; each answers the standard response.
import type { LoggingOperations } from '@hearthgate/contracts';
import { type NamedOperation, namedOperation } from '@hearthgate/kernel';
import { genericLoggingOperation } from './core.ts';

/** `LoggingOperation.DEBUG` */
export const logDebug: NamedOperation<LoggingOperations, 'debug'> = namedOperation(genericLoggingOperation, 'debug');

/** `LoggingOperation.INFO` */
export const logInfo: NamedOperation<LoggingOperations, 'info'> = namedOperation(genericLoggingOperation, 'info');

/** `LoggingOperation.WARNING` */
export const logWarning: NamedOperation<LoggingOperations, 'warning'> = namedOperation(
  genericLoggingOperation,
  'warning',
);

/** `LoggingOperation.ERROR` */
export const logError: NamedOperation<LoggingOperations, 'error'> = namedOperation(genericLoggingOperation, 'error');

/** `LoggingOperation.CRITICAL` */
export const logCritical: NamedOperation<LoggingOperations, 'critical'> = namedOperation(
  genericLoggingOperation,
  'critical',
);

/** `LoggingOperation.RECORD_REQUEST` */
export const recordRequest: NamedOperation<LoggingOperations, 'recordRequest'> = namedOperation(
  genericLoggingOperation,
  'recordRequest',
);

/** `LoggingOperation.RECORD_ERROR` */
export const recordError: NamedOperation<LoggingOperations, 'recordError'> = namedOperation(
  genericLoggingOperation,
  'recordError',
);

/** `LoggingOperation.GET_ENTRIES` */
export const getLogEntries: NamedOperation<LoggingOperations, 'getEntries'> = namedOperation(
  genericLoggingOperation,
  'getEntries',
);

/** `LoggingOperation.GET_STATUS` */
export const getLoggingStatus: NamedOperation<LoggingOperations, 'getStatus'> = namedOperation(
  genericLoggingOperation,
  'getStatus',
);
