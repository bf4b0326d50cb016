import type { JsonObject } from '../../bridge/json.ts';
import type { Effect, Face } from '../face.ts';
import { clamp, flagIn, numberIn, numberWithin } from '../payload.ts';
import { Refusal } from '../refusal.ts';

export interface RangeOptions {
  /** `cover.position`. */
  readonly instance: string;
  /** Ids of Alexa's own names for it. */
  readonly assets: readonly string[];
  /** Percent that it is at; undefined when the home does not know. */
  readonly value: number | undefined;
  /** Percent of a step where nobody said how large it is. */
  readonly step: number;
  /** Moves it to whole percents. */
  readonly moveTo: (percent: number) => Effect;
  readonly semantics?: JsonObject;
}

/** `Alexa.RangeController` over percents. */
export function percentFace({ instance, assets, value, step, moveTo, semantics }: RangeOptions): Face {
  const move = (percent: number): Effect => {
    const rangeValue = Math.round(percent);
    return { ...moveTo(rangeValue), confirms: { rangeValue } };
  };
  return {
    name: 'Alexa.RangeController',
    instance,
    properties: { rangeValue: value === undefined ? undefined : clamp(Math.round(value), 0, 100) },
    capability: {
      capabilityResources: resources(...assets),
      configuration: {
        supportedRange: { minimumValue: 0, maximumValue: 100, precision: 1 },
        unitOfMeasure: 'Alexa.Unit.Percent',
      },
      ...(semantics !== undefined && { semantics }),
    },
    directives: {
      SetRangeValue: (payload) => move(numberWithin(payload, 'rangeValue', 0, 100)),
      AdjustRangeValue: (payload) => {
        const delta = numberIn(payload, 'rangeValueDelta');
        const isDefault = payload.rangeValueDeltaDefault !== undefined && flagIn(payload, 'rangeValueDeltaDefault');
        if (value === undefined) throw new Refusal('INVALID_VALUE', `The home does not know where ${instance} is.`);
        // "A bit more" than all is all.
        return move(clamp(value + (isDefault ? Math.sign(delta) * step : delta), 0, 100));
      },
    },
  };
}

/** Names that Alexa knows in every language. */
export function resources(...assetIds: readonly string[]): JsonObject {
  return { friendlyNames: assetIds.map((assetId) => ({ '@type': 'asset', value: { assetId } })) };
}
