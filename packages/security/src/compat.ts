// Operations of the standalone security gateway under their old names; each answers the standard response.
import type { SecurityOperations } from '@hearthgate/contracts';
import { type NamedOperation, namedOperation } from '@hearthgate/kernel';
import { genericSecurityOperation } from './core.ts';

/** `SecurityOperation.VALIDATE_REQUEST` */
export const validateRequest: NamedOperation<SecurityOperations, 'validateRequest'> = namedOperation(
  genericSecurityOperation,
  'validateRequest',
);

/** `SecurityOperation.SANITIZE_DATA` */
export const sanitizeData: NamedOperation<SecurityOperations, 'sanitizeData'> = namedOperation(
  genericSecurityOperation,
  'sanitizeData',
);

/** `SecurityOperation.SANITIZE_ERROR` */
export const sanitizeError: NamedOperation<SecurityOperations, 'sanitizeError'> = namedOperation(
  genericSecurityOperation,
  'sanitizeError',
);

/** `SecurityOperation.FILTER_SENSITIVE` */
export const filterSensitiveData: NamedOperation<SecurityOperations, 'filterSensitive'> = namedOperation(
  genericSecurityOperation,
  'filterSensitive',
);

/** `SecurityOperation.ENFORCE_RATE_LIMIT` */
export const enforceRateLimit: NamedOperation<SecurityOperations, 'enforceRateLimit'> = namedOperation(
  genericSecurityOperation,
  'enforceRateLimit',
);

/** `SecurityOperation.AUTHENTICATE_ALEXA` */
export const authenticateAlexaRequest: NamedOperation<SecurityOperations, 'authenticateAlexa'> = namedOperation(
  genericSecurityOperation,
  'authenticateAlexa',
);

/** `SecurityOperation.CHECK_URL` */
export const checkUrl: NamedOperation<SecurityOperations, 'checkUrl'> = namedOperation(
  genericSecurityOperation,
  'checkUrl',
);

/** `SecurityOperation.GET_STATUS` */
export const getSecurityStatus: NamedOperation<SecurityOperations, 'getStatus'> = namedOperation(
  genericSecurityOperation,
  'getStatus',
);
