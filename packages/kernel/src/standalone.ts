import type { Gateway, GenericOperation } from '@hearthgate/contracts';

/**
 * A generic operation that needs no composition: the gateway behind it is made on the first call and lives as long
 * as the function does.
 */
export function standalone<Operations>(create: () => Gateway<Operations>): GenericOperation<Operations> {
  let gateway: Gateway<Operations> | undefined;
  return (operation, ...params) => {
    gateway ??= create();
    return gateway.execute(operation, ...params);
  };
}
