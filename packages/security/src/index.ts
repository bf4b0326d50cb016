/** The security gateway. Its domain (address ranges, secret store, walks) is not exported: the operations are the promise. */
export {
  type AlexaIdentity,
  type AuthenticateAlexaParams,
  type CheckUrlParams,
  type FilterSensitiveParams,
  type RegisterSecretParams,
  type RequestCheck,
  type SafeError,
  type SanitizeErrorParams,
  type SecurityGateway,
  SecurityOperation,
  type SecurityOperations,
  type SecurityStatus,
  type StandardSchema,
  type UrlCheck,
  type ValidateInputParams,
  type ValidateRequestParams,
} from '@hearthgate/contracts';
export { createSecurityGateway, genericSecurityOperation } from './core.ts';
export type { SecurityOptions } from './options.ts';
export type { SecurityPorts } from './ports.ts';
