// Operations of the standalone initialization gateway under their old names; each answers the standard response.
import type { InitializationOperations } from '@hearthgate/contracts';
import { type NamedOperation, namedOperation } from '@hearthgate/kernel';
import { genericInitializationOperation } from './core.ts';

/** `InitializationOperation.LAMBDA_INIT` */
export const unifiedLambdaInitialization: NamedOperation<InitializationOperations, 'lambdaInit'> = namedOperation(
  genericInitializationOperation,
  'lambdaInit',
);

/** `InitializationOperation.LAMBDA_CLEANUP` */
export const unifiedLambdaCleanup: NamedOperation<InitializationOperations, 'lambdaCleanup'> = namedOperation(
  genericInitializationOperation,
  'lambdaCleanup',
);

/** `InitializationOperation.REGISTER_STAGE` */
export const registerInitializationStage: NamedOperation<InitializationOperations, 'registerStage'> = namedOperation(
  genericInitializationOperation,
  'registerStage',
);

/** `InitializationOperation.GET_STATUS` */
export const getInitializationStatus: NamedOperation<InitializationOperations, 'getStatus'> = namedOperation(
  genericInitializationOperation,
  'getStatus',
);

/** `InitializationOperation.MEMORY_STATUS` */
export const getFreeTierMemoryStatus: NamedOperation<InitializationOperations, 'memoryStatus'> = namedOperation(
  genericInitializationOperation,
  'memoryStatus',
);
