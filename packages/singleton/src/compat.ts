// Operations of the standalone singleton gateway under their old names; each answers the standard response.
import type { SingletonOperations } from '@hearthgate/contracts';
import { type NamedOperation, namedOperation } from '@hearthgate/kernel';
import { genericSingletonOperation } from './core.ts';

/** `SingletonOperation.REGISTER` */
export const registerSingleton: NamedOperation<SingletonOperations, 'register'> = namedOperation(
  genericSingletonOperation,
  'register',
);

/** `SingletonOperation.GET` */
export const getSingleton: NamedOperation<SingletonOperations, 'get'> = namedOperation(
  genericSingletonOperation,
  'get',
);

/** `SingletonOperation.CLEANUP` */
export const manageSingletons: NamedOperation<SingletonOperations, 'cleanup'> = namedOperation(
  genericSingletonOperation,
  'cleanup',
);

/** `SingletonOperation.RESET` */
export const resetSingleton: NamedOperation<SingletonOperations, 'reset'> = namedOperation(
  genericSingletonOperation,
  'reset',
);

/** `SingletonOperation.RESET_ALL` */
export const resetAllSingletons: NamedOperation<SingletonOperations, 'resetAll'> = namedOperation(
  genericSingletonOperation,
  'resetAll',
);

/** `SingletonOperation.EXECUTE_ONCE` */
export const executeOnce: NamedOperation<SingletonOperations, 'executeOnce'> = namedOperation(
  genericSingletonOperation,
  'executeOnce',
);

/** `SingletonOperation.GET_STATUS` */
export const getSingletonStatus: NamedOperation<SingletonOperations, 'getStatus'> = namedOperation(
  genericSingletonOperation,
  'getStatus',
);
