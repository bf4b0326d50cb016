import type { Drive, Subject } from '../subject.ts';

const breakerOf = ({ gateways }: Subject) => gateways['circuit-breaker'].operations;
const name = 'backend';

export const circuitBreakerDrive: Drive<'circuit-breaker'> = {
  configure: (subject) => breakerOf(subject).configure({ name, options: { failureThreshold: 2 } }),
  call: async (subject) => {
    const run = () => Promise.reject(new Error('down'));
    // Twice it fails, which opens the breaker, and once it is refused.
    for (let call = 0; call < 3; call += 1)
      await breakerOf(subject)
        .call({ name, run })
        .catch(() => undefined);
  },
  getBreaker: (subject) => breakerOf(subject).getBreaker({ name }),
  forceOpen: (subject) => breakerOf(subject).forceOpen({ name }),
  reset: (subject) => breakerOf(subject).reset({ name }),
  resetAll: (subject) => breakerOf(subject).resetAll(),
  getStatus: (subject) => breakerOf(subject).getStatus(),
};
