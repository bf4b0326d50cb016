import type { BoundFields, Fields } from './bound-fields.ts';

interface FieldsScope {
  getStore(): Fields | undefined;
  run<Result>(fields: Fields, run: () => Result): Result;
}

/** Fields that hold while a function runs, and in all that it starts. */
export class RunContext {
  #scope: FieldsScope | undefined;

  run<Result>(fields: Fields, run: () => Result): Result {
    if (this.#scope === undefined) {
      const { AsyncLocalStorage } = process.getBuiltinModule('node:async_hooks');
      this.#scope = new AsyncLocalStorage<Fields>();
    }
    return this.#scope.run({ ...this.#scope.getStore(), ...fields }, run);
  }

  current(): Fields | undefined {
    return this.#scope?.getStore();
  }
}

/** What the environment, the invocation and the running function have bound, the nearest last. */
export function mergedFields(
  gateway: string | undefined,
  environment: BoundFields,
  invocation: BoundFields | undefined,
  running: Fields | undefined,
): Fields | undefined {
  const lasting = environment.for(gateway);
  const passing = invocation?.for(gateway);
  // Most lines have none, and nothing is made for them.
  if (passing === undefined && running === undefined) return lasting;
  return { ...lasting, ...passing, ...running };
}
