import type { Entity } from './entity.ts';
import type { Effect } from './face.ts';
import { type HomeDoor, hasKind } from './home-door.ts';
import { Refusal } from './refusal.ts';

/** What the home answers to data that it does not take; releases before 2024.4 fail on some instead of refusing them. */
const REFUSALS = ['bad-request', 'server-error'] as const;

/**
 * Calls the services of an effect, in order, and answers the entity as it is then; undefined when the calls were made but
 * the home could not be asked for it any more.
 */
export async function carryOut(door: HomeDoor, entity: Entity, effect: Effect): Promise<Entity | undefined> {
  if (effect.calls.length === 0) return entity;
  const { id } = entity;
  let after: Entity | undefined;
  for (const call of effect.calls) {
    try {
      after = (await door.call(call, id)) ?? after;
    } catch (error) {
      const isRefused = hasKind(error, ...(effect.refusedAs === undefined ? REFUSALS.slice(0, 1) : REFUSALS));
      if (!isRefused) throw error;
      const message = `The home refused ${call.domain}.${call.service} for ${id}; its log says why.`;
      throw new Refusal(effect.refusedAs ?? 'INVALID_VALUE', message);
    }
  }
  // The device did what was asked: that the home cannot be asked again must not sound as if it had not.
  return after ?? door.state(id).catch(() => undefined);
}
