import { anyText } from './field.ts';
import type { DomainServices } from './service.ts';

/** The demo lock has no code, so one that is given is taken and ignored. */
const fields = { code: anyText };

/** Services of `lock`; the bolt moves at once. */
export const LOCK_SERVICES: DomainServices = {
  lock: { fields, effect: () => ({ state: 'locked' }) },
  unlock: { fields, effect: () => ({ state: 'unlocked' }) },
};
