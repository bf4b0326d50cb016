import { type EntityState, numberOf } from '../entity.ts';
import type { Json, JsonObject } from '../json.ts';
import { AlexaError, AlexaErrorType, unsupportedDirective } from './alexa-error.ts';
import {
  type AlexaInterface,
  type DirectiveCall,
  type DirectiveOutcome,
  flagIn,
  numberIn,
  serviceCall,
} from './alexa-interface.ts';

const INSTANCE = 'cover.position';

/** Percent of opening that one step moves, when the speaker gave no number. */
const DEFAULT_STEP = 20;

const asset = (assetId: string): Json => ({ '@type': 'asset', value: { assetId } });

const RESOURCES: JsonObject = {
  capabilityResources: {
    friendlyNames: [{ '@type': 'text', value: { text: 'Position', locale: 'en-US' } }, asset('Alexa.Setting.Opening')],
  },
  configuration: {
    supportedRange: { minimumValue: 0, maximumValue: 100, precision: 1 },
    unitOfMeasure: 'Alexa.Unit.Percent',
  },
};

const setRange = (actions: readonly string[], rangeValue: number): Json => ({
  '@type': 'ActionsToDirective',
  actions,
  directive: { name: 'SetRangeValue', payload: { rangeValue } },
});

/** Lets people say open, close, raise and lower. */
const SEMANTICS: JsonObject = {
  semantics: {
    actionMappings: [
      setRange(['Alexa.Actions.Lower', 'Alexa.Actions.Close'], 0),
      setRange(['Alexa.Actions.Raise', 'Alexa.Actions.Open'], 100),
    ],
    stateMappings: [
      { '@type': 'StatesToValue', states: ['Alexa.States.Closed'], value: 0 },
      { '@type': 'StatesToRange', states: ['Alexa.States.Open'], range: { minimumValue: 1, maximumValue: 100 } },
    ],
  },
};

/** `Alexa.RangeController` for the position of a cover, from 0 (closed) to 100 (open). */
export const coverPositionController: AlexaInterface = {
  name: 'Alexa.RangeController',
  instance: INSTANCE,
  supported: () => ['rangeValue'],
  read: (entity) => numberOf(entity, 'current_position'),
  discovery: () => ({ ...RESOURCES, ...SEMANTICS }),
  directives: {
    SetRangeValue: (call) => moveTo(call, Math.trunc(numberIn(call.payload, 'rangeValue'))),
    AdjustRangeValue: (call) => {
      const delta = numberIn(call.payload, 'rangeValueDelta');
      const step = flagIn(call.payload, 'rangeValueDeltaDefault') ? delta * DEFAULT_STEP : delta;
      return moveTo(call, Math.min(100, Math.max(0, currentPosition(call.entity) + Math.trunc(step))));
    },
  },
};

function moveTo({ entity, instance }: DirectiveCall, position: number): DirectiveOutcome {
  if (instance !== INSTANCE) throw unsupportedDirective();
  return { calls: [callFor(entity, position)], confirmed: ['rangeValue'] };
}

function callFor(entity: EntityState, position: number): DirectiveOutcome['calls'][number] {
  if (position === 0) return serviceCall(entity, 'close_cover');
  if (position === 100) return serviceCall(entity, 'open_cover');
  return serviceCall(entity, 'set_cover_position', { position });
}

function currentPosition(entity: EntityState): number {
  const position = numberOf(entity, 'current_position');
  if (position !== undefined) return position;
  throw new AlexaError(AlexaErrorType.INVALID_VALUE, `Unable to determine ${entity.entity_id} current position`);
}
