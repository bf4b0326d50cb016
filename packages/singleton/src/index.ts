/** The singleton gateway. Its domain (registry, slots, waits) is not exported: the operations are what it promises. */
export {
  type SingletonCleanupParams,
  type SingletonGateway,
  type SingletonGetParams,
  type SingletonHealthParams,
  type SingletonInfo,
  type SingletonKeyParams,
  type SingletonLife,
  type SingletonOnceParams,
  SingletonOperation,
  type SingletonOperations,
  type SingletonRegisterParams,
  type SingletonStatus,
} from '@hearthgate/contracts';
export { createSingletonGateway, genericSingletonOperation, type SingletonOptions } from './core.ts';
export type { SingletonPorts } from './ports.ts';
