/** The pipeline that every operation runs through, the errors, and composition. */
export type { Call } from './call.ts';
export { type Clock, systemClock } from './clock.ts';
export { type Composable, type Composition, compose, type Factories, type WiringFor } from './compose.ts';
export {
  createEnvironment,
  type Environment,
  type EnvironmentOptions,
  knownSecrets,
  type Variables,
} from './environment.ts';
export { createGateway, type GatewayDefinition, type Wiring } from './gateway.ts';
export { GatewayError, type GatewayErrorOptions, hasCode } from './gateway-error.ts';
export {
  createInvocationScope,
  Invocation,
  type InvocationOptions,
  type InvocationScope,
} from './invocation.ts';
export { jsonRoomLeft } from './json-room.ts';
export { type NamedOperation, namedOperation } from './named-operation.ts';
export type {
  CacheableOperation,
  DelegatingOperation,
  Handler,
  IdleOperation,
  OperationTable,
  PromptOperation,
  ResultCaching,
} from './operation-table.ts';
export { DocumentWriter } from './redaction/document-writer.ts';
export { DraftText, DraftWriter, LineDraft, type Said } from './redaction/line-draft.ts';
export { isSecretName, MIN_SECRET_LENGTH, REDACTED, redact, redactText } from './redaction/redact.ts';
export { type Redactions, redactSafely } from './redaction/safe-redaction.ts';
export type { SecretSet } from './redaction/secret-set.ts';
export { toJson } from './redaction/to-json.ts';
export { SignalOnRead } from './signal-on-read.ts';
export { standalone } from './standalone.ts';
export { type CellUse, type OperationStatistics, Statistics } from './statistics.ts';
export { isThenable } from './thenable.ts';
export { randomUuid } from './uuid.ts';
// Not exported: chains, stages and the call's inside. They are how the pipeline works, not what it promises.
export { withinTime } from './within-time.ts';
