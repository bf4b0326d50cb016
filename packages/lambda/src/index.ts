/** Takes whatever Lambda delivers to the handler that is meant, and always answers. See `core.ts` for how. */
export {
  type AlexaErrorType,
  type AlexaResponse,
  AlexaResponseType,
  type AlexaSkillResponse,
  type AlexaSmartHomeMessage,
  type CreateAlexaResponseParams,
  type CreateHttpResponseParams,
  type EventHandler,
  type EventParams,
  type EventRoute,
  type HttpAnswer,
  type HttpEvent,
  type HttpEventHandler,
  type HttpRoute,
  type LambdaContext,
  type LambdaGateway,
  LambdaOperation,
  type LambdaOperations,
  type LambdaStatus,
  type RegisterRouteParams,
  type RouteContext,
  RouteKind,
} from '@hearthgate/contracts';
export { createLambdaGateway, genericLambdaOperation, type LambdaOptions } from './core.ts';
export type { LambdaPorts } from './ports.ts';
