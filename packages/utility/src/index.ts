/** Identifiers, times, hashes and bodies of answers. How it works is in `core.ts` and behind it. */
export {
  type CreateErrorParams,
  type CreateSuccessParams,
  type ErrorBody,
  type FormatDurationParams,
  type HashParams,
  type JsonValue,
  type ParseJsonParams,
  type RenderTemplateParams,
  type SuccessBody,
  type TemplateEscape,
  type TimestampParams,
  type UtilityGateway,
  UtilityOperation,
  type UtilityOperations,
  type UtilitySanitizeParams,
  type UtilityStatus,
  type ValidateStringParams,
} from '@hearthgate/contracts';
export { createUtilityGateway, genericUtilityOperation } from './core.ts';
export type { UtilityPorts } from './ports.ts';
