import type { DomainServices } from './service.ts';

/** Services of `switch`. */
export const SWITCH_SERVICES: DomainServices = {
  turn_on: { effect: () => ({ state: 'on' }) },
  turn_off: { effect: () => ({ state: 'off' }) },
  toggle: { effect: (entity) => ({ state: entity.state === 'on' ? 'off' : 'on' }) },
};
