import type { Entity } from '../entity.ts';
import { effect, type Kind } from '../face.ts';

/** A lock that moves is still as it was. */
const LOCK_STATES: Readonly<Record<string, string>> = {
  locked: 'LOCKED',
  unlocking: 'LOCKED',
  unlocked: 'UNLOCKED',
  locking: 'UNLOCKED',
  open: 'UNLOCKED',
  opening: 'LOCKED',
  jammed: 'JAMMED',
};

export const lock: Kind = {
  appear: (entity) => ({
    category: 'SMARTLOCK',
    faces: [
      {
        name: 'Alexa.LockController',
        properties: { lockState: stateOf(entity) },
        directives: {
          Lock: () => ({ ...effect(entity, 'lock', {}, { lockState: 'LOCKED' }), failed: isJammed }),
          Unlock: () => ({ ...effect(entity, 'unlock', {}, { lockState: 'UNLOCKED' }), failed: isJammed }),
        },
      },
    ],
  }),
};

function isJammed({ state }: Entity): boolean {
  return state === 'jammed';
}

function stateOf({ state }: Entity): string | undefined {
  return Object.hasOwn(LOCK_STATES, state) ? LOCK_STATES[state] : undefined;
}
