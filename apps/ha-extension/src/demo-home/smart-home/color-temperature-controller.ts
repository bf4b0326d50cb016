import { shiftKelvin } from '../color.ts';
import { type EntityState, numberOf } from '../entity.ts';
import { unknownError } from './alexa-error.ts';
import { type AlexaInterface, type DirectiveOutcome, numberIn, serviceCall } from './alexa-interface.ts';

/** One step of "warmer" or "colder", in mireds. */
const STEP_MIREDS = 50;

/** `Alexa.ColorTemperatureController`, in kelvin; nothing is reported while the lamp is off or shows a colour. */
export const colorTemperatureController: AlexaInterface = {
  name: 'Alexa.ColorTemperatureController',
  supported: () => ['colorTemperatureInKelvin'],
  read: (entity) => numberOf(entity, 'color_temp_kelvin'),
  directives: {
    SetColorTemperature: ({ entity, payload }) => setTo(entity, numberIn(payload, 'colorTemperatureInKelvin')),
    DecreaseColorTemperature: ({ entity }) => setTo(entity, shiftKelvin(currentKelvin(entity), STEP_MIREDS)),
    IncreaseColorTemperature: ({ entity }) => setTo(entity, shiftKelvin(currentKelvin(entity), -STEP_MIREDS)),
  },
};

function setTo(entity: EntityState, kelvin: number): DirectiveOutcome {
  return { calls: [serviceCall(entity, 'turn_on', { color_temp_kelvin: Math.trunc(kelvin) })] };
}

function currentKelvin(entity: EntityState): number {
  const kelvin = numberOf(entity, 'color_temp_kelvin');
  // A lamp that shows no white has no temperature to step from; Home Assistant has no kinder word for it.
  if (kelvin === undefined) throw unknownError();
  return kelvin;
}
