import type { SingletonGetParams } from '@hearthgate/contracts';
import type { PoolKeeper } from './pool-registry.ts';

interface Kept {
  readonly instance: Promise<unknown>;
  readonly dispose: (instance: unknown) => unknown;
}

/** Keeps instances as the singleton gateway would, for a gateway that stands alone. */
export function createPoolKeeper(): PoolKeeper {
  const kept = new Map<string, Kept>();
  return {
    get<Instance>({ key, create, dispose }: SingletonGetParams<Instance>): Promise<Instance> {
      const known = kept.get(key);
      if (known !== undefined) return known.instance as Promise<Instance>;
      const instance = Promise.resolve(create?.() as Instance | Promise<Instance>);
      kept.set(key, { instance, dispose: (made) => dispose?.(made as Instance) });
      instance.catch(() => kept.delete(key));
      return instance;
    },
    async reset({ key }) {
      const known = kept.get(key);
      if (known === undefined) return false;
      kept.delete(key);
      await known.dispose(await known.instance);
      return true;
    },
  };
}
