import type { Drive, Subject } from '../subject.ts';

const singletonOf = ({ gateways }: Subject) => gateways.singleton.operations;

export const singletonDrive: Drive<'singleton'> = {
  register: (subject) => singletonOf(subject).register({ key: 'pool', create: () => ({ open: true }), idleMs: 1_000 }),
  get: async (subject) => {
    await singletonOf(subject).get({ key: 'pool' });
    await singletonOf(subject)
      .get({ key: 'broken', create: () => Promise.reject(new Error('cannot be made')) })
      .catch(() => undefined);
  },
  has: (subject) => singletonOf(subject).has({ key: 'pool' }),
  list: (subject) => singletonOf(subject).list(),
  executeOnce: (subject) => singletonOf(subject).executeOnce({ key: 'once', run: () => 'done' }),
  healthCheck: (subject) => singletonOf(subject).healthCheck(),
  optimizeMemory: (subject) => singletonOf(subject).optimizeMemory(),
  cleanup: (subject) => singletonOf(subject).cleanup({ idleMs: 0 }),
  reset: async (subject) => {
    await singletonOf(subject).get({ key: 'pool' });
    await singletonOf(subject).reset({ key: 'pool' });
  },
  resetAll: (subject) => singletonOf(subject).resetAll(),
  getStatus: (subject) => singletonOf(subject).getStatus(),
};
