/** Start-up in stages, once per execution environment. How it works is in `core.ts` and behind it. */
export {
  type CleanupReport,
  type GetConfigParams,
  type InitializationGateway,
  InitializationOperation,
  type InitializationOperations,
  type InitializationStatus,
  type MemoryStatus,
  type RegisterStageParams,
  type StageReport,
  type StartupReport,
} from '@hearthgate/contracts';
export { createInitializationGateway, genericInitializationOperation, type InitializationOptions } from './core.ts';
export type { InitializationPorts } from './ports.ts';
