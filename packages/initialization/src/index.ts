/** Start-up in stages, once per execution environment. How it works is in `core.ts` and behind it. */
export {
  type CleanupReport,
  type ConfigReload,
  type EnvironmentStatus,
  type GetConfigParams,
  type GetSecretParams,
  type InitializationGateway,
  InitializationOperation,
  type InitializationOperations,
  type InitializationStatus,
  type MemoryStatus,
  type RegisterStageParams,
  type ReloadConfigParams,
  type SettingReference,
  type SettingSource,
  type ShutdownWatch,
  type StageReport,
  type StandardSchema,
  type StartKind,
  type StartupReport,
  type WatchShutdownParams,
} from '@hearthgate/contracts';
export { createInitializationGateway, genericInitializationOperation } from './core.ts';
export type { ShutdownHost } from './execution/shutdown.ts';
export type { InitializationOptions } from './options.ts';
export type { InitializationPorts } from './ports.ts';
export { type AwsSourceOptions, parameterStore, secretsManager } from './sources/aws-sources.ts';
export { type ExtensionSourceOptions, secretsExtension } from './sources/secrets-extension.ts';
