import type { HomeEntity } from '../home-api.ts';
import { domainOf, type Step, type Steps, supports, toState } from './step.ts';

const COVER_OPEN_CLOSE = 1 | 2;
const MEDIA_POWER = 128 | 256;
const WATER_HEATER_POWER = 8;
const VACUUM_START_AND_RETURN = 8192 | 16;

/** What an entity is when it is off and on; covers and vacuums take a while, so that they are on their way counts. */
const states: Readonly<Record<string, { readonly off: readonly string[]; readonly on: readonly string[] }>> = {
  climate: { off: ['off'], on: ['heat', 'cool', 'heat_cool', 'auto', 'dry', 'fan_only'] },
  cover: { off: ['closing', 'closed'], on: ['opening', 'open'] },
  media_player: { off: ['off'], on: ['on', 'playing', 'paused', 'idle'] },
  timer: { off: ['idle'], on: ['active'] },
  vacuum: { off: ['returning', 'docked', 'off', 'idle'], on: ['cleaning', 'on'] },
  water_heater: { off: ['off'], on: ['eco', 'electric', 'performance', 'high_demand', 'heat_pump', 'gas', 'on'] },
};

/** Home Assistant offers the switch also where the entity has no such service. */
function unseenReason(entity: HomeEntity): string | undefined {
  switch (domainOf(entity)) {
    case 'cover':
      return supports(entity, COVER_OPEN_CLOSE) ? undefined : 'the cover can only be tilted';
    case 'media_player':
      return supports(entity, MEDIA_POWER) ? undefined : 'the player cannot be switched';
    case 'vacuum':
      return supports(entity, VACUUM_START_AND_RETURN) ? undefined : 'the vacuum neither starts nor returns';
    case 'water_heater':
      return supports(entity, WATER_HEATER_POWER) ? undefined : 'the water heater cannot be switched';
    default:
      return undefined;
  }
}

function refusalOf(entity: HomeEntity): Pick<Step, 'refusal'> {
  const defect = 'vacuum.turn_on and turn_off are called, which no longer exist';
  return domainOf(entity) === 'vacuum' ? { refusal: { type: 'INTERNAL_ERROR', defect } } : {};
}

export const powerSteps: Steps = (_, entity) => {
  const { off, on } = states[domainOf(entity)] ?? { off: ['off'], on: ['on'] };
  const unseen = unseenReason(entity);
  const step = (name: string, wanted: readonly string[]): Step =>
    unseen === undefined ? toState(name, {}, ...wanted) : { name, payload: {}, unseen, ...refusalOf(entity) };
  return [step('TurnOff', off), step('TurnOn', on), step('TurnOff', off), step('TurnOn', on)];
};
