// Operations of the standalone http-client gateway under their old names; each answers the standard response.
import type { HttpOperations } from '@hearthgate/contracts';
import { type NamedOperation, namedOperation } from '@hearthgate/kernel';
import { genericHttpOperation } from './core.ts';

/** `HttpOperation.MAKE_REQUEST` */
export const makeRequest: NamedOperation<HttpOperations, 'makeRequest'> = namedOperation(
  genericHttpOperation,
  'makeRequest',
);

/** `HttpOperation.GET_AWS_CLIENT` */
export const getAwsClient: NamedOperation<HttpOperations, 'getAwsClient'> = namedOperation(
  genericHttpOperation,
  'getAwsClient',
);

/** `HttpOperation.RESET_POOL` */
export const resetHttpPool: NamedOperation<HttpOperations, 'resetPool'> = namedOperation(
  genericHttpOperation,
  'resetPool',
);

/** `HttpOperation.GET_STATUS` */
export const getHttpStatus: NamedOperation<HttpOperations, 'getStatus'> = namedOperation(
  genericHttpOperation,
  'getStatus',
);
