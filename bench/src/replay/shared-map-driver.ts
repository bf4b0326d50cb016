import type { L2CacheDriver } from 'bentocache/types';

/** A second level for bentocache over a map that outlives the process: what Redis would be, without the network. */
export function sharedMapDriver(texts: Map<string, string>): { options: object; factory: () => L2CacheDriver } {
  return { options: {}, factory: () => driverFor(texts, '') };
}

function driverFor(texts: Map<string, string>, prefix: string): L2CacheDriver {
  const at = (key: string) => `${prefix}${key}`;
  return {
    type: 'l2',
    namespace: (name) => driverFor(texts, `${prefix}${name}:`),
    get: async (key) => texts.get(at(key)),
    async pull(key) {
      const text = texts.get(at(key));
      texts.delete(at(key));
      return text;
    },
    async set(key, value) {
      texts.set(at(key), value);
      return true;
    },
    delete: async (key) => texts.delete(at(key)),
    async deleteMany(keys) {
      for (const key of keys) texts.delete(at(key));
      return true;
    },
    async clear() {
      texts.clear();
    },
    async disconnect() {},
  };
}
