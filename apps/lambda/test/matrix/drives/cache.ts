import type { Drive, Subject } from '../subject.ts';

const cacheOf = ({ gateways }: Subject) => gateways.cache.operations;

export const cacheDrive: Drive<'cache'> = {
  preload: (subject) => cacheOf(subject).preload({ when: 'start' }),
  set: async (subject) => {
    await cacheOf(subject).set({ key: 'lamp', value: { on: true }, tags: ['home'] });
    // Larger than one entry may be, which is a warning.
    await cacheOf(subject).set({ key: 'film', value: 'x'.repeat(20_000_000), scope: 'memory' });
  },
  get: async (subject) => {
    await cacheOf(subject).get({ key: 'lamp' });
    await cacheOf(subject).get({ key: 'a long key '.repeat(200) });
  },
  has: (subject) => cacheOf(subject).has({ key: 'lamp' }),
  expire: (subject) => cacheOf(subject).expire({ key: 'lamp', ttlMs: 60_000 }),
  getTtl: (subject) => cacheOf(subject).getTtl({ key: 'lamp' }),
  getKeys: (subject) => cacheOf(subject).getKeys(),
  getOrSet: (subject) => cacheOf(subject).getOrSet({ key: 'door', create: () => 'closed' }),
  bulkSet: (subject) => cacheOf(subject).bulkSet({ entries: [{ key: 'a', value: 1 }] }),
  bulkGet: (subject) => cacheOf(subject).bulkGet({ keys: ['a', 'b'] }),
  bulkDelete: (subject) => cacheOf(subject).bulkDelete({ keys: ['a', 'b'] }),
  invalidateTag: (subject) => cacheOf(subject).invalidateTag({ tag: 'home' }),
  cleanupExpired: (subject) => cacheOf(subject).cleanupExpired(),
  optimizeMemory: (subject) => cacheOf(subject).optimizeMemory(),
  backup: (subject) => cacheOf(subject).backup(),
  restore: async (subject) => cacheOf(subject).restore(await cacheOf(subject).backup()),
  configure: async (subject) => {
    const before = cacheOf(subject).configure({ maxBytes: 10_000 });
    // More than fits now, so that something is evicted.
    const room = Array.from({ length: 20 }, (_, index) => ({ key: `room ${index}`, value: 'x'.repeat(900) }));
    await cacheOf(subject).bulkSet({ entries: room });
    cacheOf(subject).configure({ maxBytes: before.maxBytes * 100 });
  },
  delete: (subject) => cacheOf(subject).delete({ key: 'door' }),
  clear: (subject) => cacheOf(subject).clear(),
  getStats: (subject) => cacheOf(subject).getStats(),
  getStatus: (subject) => cacheOf(subject).getStatus(),
};
