// Operations of the standalone utility gateway under their old names; each answers the standard response.
import type { UtilityOperations } from '@hearthgate/contracts';
import { type NamedOperation, namedOperation } from '@hearthgate/kernel';
import { genericUtilityOperation } from './core.ts';

/** `UtilityOperation.GENERATE_CORRELATION_ID` */
export const generateCorrelationId: NamedOperation<UtilityOperations, 'generateCorrelationId'> = namedOperation(
  genericUtilityOperation,
  'generateCorrelationId',
);

/** `UtilityOperation.GET_TIMESTAMP` */
export const getCurrentTimestamp: NamedOperation<UtilityOperations, 'getTimestamp'> = namedOperation(
  genericUtilityOperation,
  'getTimestamp',
);

/** `UtilityOperation.FORMAT_DURATION` */
export const formatDuration: NamedOperation<UtilityOperations, 'formatDuration'> = namedOperation(
  genericUtilityOperation,
  'formatDuration',
);

/** `UtilityOperation.VALIDATE_STRING` */
export const validateStringInput: NamedOperation<UtilityOperations, 'validateString'> = namedOperation(
  genericUtilityOperation,
  'validateString',
);

/** `UtilityOperation.CREATE_SUCCESS_RESPONSE` */
export const createSuccessResponse: NamedOperation<UtilityOperations, 'createSuccessResponse'> = namedOperation(
  genericUtilityOperation,
  'createSuccessResponse',
);

/** `UtilityOperation.CREATE_ERROR_RESPONSE` */
export const createErrorResponse: NamedOperation<UtilityOperations, 'createErrorResponse'> = namedOperation(
  genericUtilityOperation,
  'createErrorResponse',
);

/** `UtilityOperation.SANITIZE_DATA` */
export const sanitizeResponseData: NamedOperation<UtilityOperations, 'sanitizeData'> = namedOperation(
  genericUtilityOperation,
  'sanitizeData',
);

/** `UtilityOperation.HASH` */
export const hashValue: NamedOperation<UtilityOperations, 'hash'> = namedOperation(genericUtilityOperation, 'hash');

/** `UtilityOperation.PARSE_JSON` */
export const parseJson: NamedOperation<UtilityOperations, 'parseJson'> = namedOperation(
  genericUtilityOperation,
  'parseJson',
);

/** `UtilityOperation.GET_STATUS` */
export const getUtilityStatus: NamedOperation<UtilityOperations, 'getStatus'> = namedOperation(
  genericUtilityOperation,
  'getStatus',
);
