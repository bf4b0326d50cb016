import type { JsonObject } from '../../bridge/json.ts';
import { type Entity, isKnown, numberOf } from '../entity.ts';
import { type Effect, effect, type Scale } from '../face.ts';
import { clamp } from '../payload.ts';
import { Refusal } from '../refusal.ts';
import { degreesIn, intervalIn } from './temperature.ts';

/** The setpoints of a thermostat: what they are, and what sets and moves them. */
export interface Setpoints {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly set: (payload: JsonObject) => Effect;
  readonly adjust: (payload: JsonObject) => Effect;
}

interface Abilities {
  /** Takes one temperature. */
  readonly hasOne: boolean;
  /** Takes a lower and an upper one. */
  readonly hasTwo: boolean;
}

/** Fields of `climate.set_temperature`, and attributes, by Alexa's names. */
const ATTRIBUTES = {
  targetSetpoint: 'temperature',
  lowerSetpoint: 'target_temp_low',
  upperSetpoint: 'target_temp_high',
} as const;

type SetpointName = keyof typeof ATTRIBUTES;
type Values = Partial<Record<SetpointName, number>>;

/** The smallest difference that is set when the thermostat names none. */
const STEP = 0.1;

export function setpointsFor(entity: Entity, scale: Scale, { hasOne, hasTwo }: Abilities): Setpoints {
  const names: readonly SetpointName[] = [
    ...(hasOne ? (['targetSetpoint'] as const) : []),
    ...(hasTwo ? (['lowerSetpoint', 'upperSetpoint'] as const) : []),
  ];
  const values: Values = Object.fromEntries(
    names.flatMap((name) => {
      const value = isKnown(entity) ? numberOf(entity, ATTRIBUTES[name]) : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const apply = (wanted: Values): Effect => {
    const entries = Object.entries(wanted).map(([name, value]) => [name, inRange(entity, scale, value)] as const);
    const data = entries.map(([name, value]) => [ATTRIBUTES[name as SetpointName], value]);
    const confirms = entries.map(([name, value]) => [name, { value, scale }]);
    return effect(entity, 'set_temperature', Object.fromEntries(data), Object.fromEntries(confirms));
  };
  const move = (by: number): Effect => {
    const moved = Object.entries(values).map(([name, value]) => [name, value + by]);
    if (moved.length > 0) return apply(Object.fromEntries(moved));
    throw new Refusal('INVALID_VALUE', `${entity.id} has no temperature now that could be moved.`);
  };
  return {
    properties: Object.fromEntries(
      names.map((name) => [name, values[name] === undefined ? undefined : { value: values[name], scale }]),
    ),
    adjust: (payload) => move(intervalIn(payload, 'targetSetpointDelta', scale)),
    set(payload) {
      if (payload.schedule !== undefined) {
        throw new Refusal('UNWILLING_TO_SET_SCHEDULE', 'Home Assistant keeps the schedules of thermostats itself.');
      }
      const wanted = wantedIn(payload, names, scale);
      // With one temperature asked for where two are kept, the two move so that it is in their middle.
      const { lowerSetpoint: lower, upperSetpoint: upper } = values;
      const keepsTwo = values.targetSetpoint === undefined && lower !== undefined && upper !== undefined;
      const { targetSetpoint: middle } = wanted;
      return middle !== undefined && keepsTwo ? move(middle - (lower + upper) / 2) : apply(wanted);
    },
  };
}

function wantedIn(payload: JsonObject, names: readonly SetpointName[], scale: Scale): Values {
  const given = (Object.keys(ATTRIBUTES) as SetpointName[]).filter((name) => payload[name] !== undefined);
  const hasTarget = given.includes('targetSetpoint');
  if (given.length > 1 && !names.includes('lowerSetpoint')) {
    throw new Refusal('DUAL_SETPOINTS_UNSUPPORTED', 'The thermostat takes one temperature only.');
  }
  if (given.length > 1 && hasTarget) {
    throw new Refusal(
      'TRIPLE_SETPOINTS_UNSUPPORTED',
      'The thermostat takes one temperature or a lower and an upper one.',
    );
  }
  const isHalf = !hasTarget && given.length === 1;
  if (given.length === 0 || isHalf || names.length === 0) {
    throw new Refusal('INVALID_VALUE', 'The directive has no temperatures that the thermostat takes.');
  }
  return Object.fromEntries(given.map((name) => [name, degreesIn(payload, name, scale)]));
}

/** As near to it as the thermostat can be set. */
function inRange(entity: Entity, scale: Scale, degrees: number): number {
  const min = numberOf(entity, 'min_temp') ?? -Infinity;
  const max = numberOf(entity, 'max_temp') ?? Infinity;
  if (degrees < min || degrees > max) {
    const message = `The thermostat takes ${min} to ${max} degrees, not ${Math.round(degrees * 10) / 10}.`;
    const isLimited = Number.isFinite(min) && Number.isFinite(max);
    const validRange = { minimumValue: { value: min, scale }, maximumValue: { value: max, scale } };
    throw new Refusal('TEMPERATURE_VALUE_OUT_OF_RANGE', message, isLimited ? { validRange } : {});
  }
  const step = numberOf(entity, 'target_temp_step') || STEP;
  // Steps such as 0.1 leave a trace of binary fractions.
  return clamp(Number((Math.round(degrees / step) * step).toFixed(3)), min, max);
}
