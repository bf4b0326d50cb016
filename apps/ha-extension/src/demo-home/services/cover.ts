import { type EntityState, numberOf } from '../entity.ts';
import type { JsonObject } from '../json.ts';
import { numberBetween } from './field.ts';
import type { DomainServices, ServiceEffect } from './service.ts';

const CLOSED = 0;
const OPEN = 100;

/** Services of `cover`; it arrives at once, so there is never a movement to stop. */
export const COVER_SERVICES: DomainServices = {
  open_cover: { effect: () => at(OPEN) },
  close_cover: { effect: () => at(CLOSED) },
  stop_cover: { effect: () => ({}) },
  toggle: { effect: (entity) => at(entity.state === 'closed' ? OPEN : CLOSED) },
  set_cover_position: {
    fields: { position: numberBetween(CLOSED, OPEN) },
    effect: (entity, data) => at(positionIn(data) ?? positionOf(entity)),
  },
};

/** A position in percent of opening. */
function at(position: number): ServiceEffect {
  return { state: position === CLOSED ? 'closed' : 'open', attributes: { current_position: position } };
}

function positionIn(data: JsonObject): number | undefined {
  return typeof data.position === 'number' ? Math.round(data.position) : undefined;
}

function positionOf(entity: EntityState): number {
  return numberOf(entity, 'current_position') ?? OPEN;
}
