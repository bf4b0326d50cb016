import type { GenericOperation, OperationArguments, OperationName, OperationResponse } from '@hearthgate/contracts';

/** One operation of a gateway as a function of its own: it takes the operation's parameters and never throws. */
export type NamedOperation<Operations, Name extends OperationName<Operations>> = (
  ...params: OperationArguments<Operations, Name>
) => OperationResponse<Operations, Name>;

/** The function for one operation of a generic operation. For people who prefer names to constants. */
export function namedOperation<Operations, Name extends OperationName<Operations>>(
  execute: GenericOperation<Operations>,
  operation: Name,
): NamedOperation<Operations, Name> {
  return (...params) => execute(operation, ...params);
}
