// Operations of the standalone lambda gateway under their old names; each answers the standard response.
import type { LambdaOperations } from '@hearthgate/contracts';
import { type NamedOperation, namedOperation } from '@hearthgate/kernel';
import { genericLambdaOperation } from './core.ts';

/** `LambdaOperation.ALEXA_HANDLER` */
export const alexaLambdaHandler: NamedOperation<LambdaOperations, 'alexaHandler'> = namedOperation(
  genericLambdaOperation,
  'alexaHandler',
);

/** `LambdaOperation.GATEWAY_HANDLER` */
export const lambdaHandlerWithGateway: NamedOperation<LambdaOperations, 'gatewayHandler'> = namedOperation(
  genericLambdaOperation,
  'gatewayHandler',
);

/** `LambdaOperation.EVENT_HANDLER` */
export const lambdaEventHandler: NamedOperation<LambdaOperations, 'eventHandler'> = namedOperation(
  genericLambdaOperation,
  'eventHandler',
);

/** `LambdaOperation.CREATE_ALEXA_RESPONSE` */
export const createAlexaResponse: NamedOperation<LambdaOperations, 'createAlexaResponse'> = namedOperation(
  genericLambdaOperation,
  'createAlexaResponse',
);

/** `LambdaOperation.CREATE_HTTP_RESPONSE` */
export const createHttpResponse: NamedOperation<LambdaOperations, 'createHttpResponse'> = namedOperation(
  genericLambdaOperation,
  'createHttpResponse',
);

/** `LambdaOperation.GET_STATUS` */
export const getLambdaStatus: NamedOperation<LambdaOperations, 'getStatus'> = namedOperation(
  genericLambdaOperation,
  'getStatus',
);
