import type { JsonObject } from '../../../src/demo-home/index.ts';

/** A directive without its endpoint. */
export interface DirectiveKind {
  readonly namespace: string;
  readonly name: string;
  readonly payload: JsonObject;
  readonly instance?: string;
}

const celsius = (value: number): JsonObject => ({ value, scale: 'CELSIUS' });

/** One of each directive that the demo home knows, and some that it does not. */
export const DIRECTIVE_KINDS: readonly DirectiveKind[] = [
  { namespace: 'Alexa', name: 'ReportState', payload: {} },
  { namespace: 'Alexa.PowerController', name: 'TurnOn', payload: {} },
  { namespace: 'Alexa.BrightnessController', name: 'SetBrightness', payload: { brightness: 42 } },
  { namespace: 'Alexa.BrightnessController', name: 'AdjustBrightness', payload: { brightnessDelta: -20 } },
  {
    namespace: 'Alexa.ColorTemperatureController',
    name: 'SetColorTemperature',
    payload: { colorTemperatureInKelvin: 4000 },
  },
  { namespace: 'Alexa.ColorTemperatureController', name: 'IncreaseColorTemperature', payload: {} },
  { namespace: 'Alexa.ColorTemperatureController', name: 'DecreaseColorTemperature', payload: {} },
  {
    namespace: 'Alexa.ColorController',
    name: 'SetColor',
    payload: { color: { hue: 350.5, saturation: 0.7138, brightness: 0.6524 } },
  },
  {
    namespace: 'Alexa.ThermostatController',
    name: 'SetTargetTemperature',
    payload: { targetSetpoint: { value: 70, scale: 'FAHRENHEIT' } },
  },
  {
    namespace: 'Alexa.ThermostatController',
    name: 'AdjustTargetTemperature',
    payload: { targetSetpointDelta: celsius(-1) },
  },
  {
    namespace: 'Alexa.ThermostatController',
    name: 'SetTargetTemperature',
    payload: { targetSetpoint: celsius(99) },
  },
  { namespace: 'Alexa.ThermostatController', name: 'SetThermostatMode', payload: { thermostatMode: { value: 'ECO' } } },
  {
    namespace: 'Alexa.ThermostatController',
    name: 'SetThermostatMode',
    payload: { thermostatMode: { value: 'AUTO' } },
  },
  {
    namespace: 'Alexa.ThermostatController',
    name: 'SetTargetTemperature',
    payload: { lowerSetpoint: celsius(19), upperSetpoint: celsius(24) },
  },
  { namespace: 'Alexa.LockController', name: 'Unlock', payload: {} },
  { namespace: 'Alexa.LockController', name: 'Lock', payload: {} },
  {
    namespace: 'Alexa.RangeController',
    name: 'SetRangeValue',
    payload: { rangeValue: 40 },
    instance: 'cover.position',
  },
  {
    namespace: 'Alexa.RangeController',
    name: 'AdjustRangeValue',
    payload: { rangeValueDelta: 1, rangeValueDeltaDefault: true },
    instance: 'cover.position',
  },
  { namespace: 'Alexa.Speaker', name: 'SetVolume', payload: { volume: 55 } },
  { namespace: 'Alexa.Speaker', name: 'AdjustVolume', payload: { volume: -10, volumeDefault: false } },
  { namespace: 'Alexa.Speaker', name: 'SetMute', payload: { mute: true } },
  { namespace: 'Alexa.StepSpeaker', name: 'AdjustVolume', payload: { volumeSteps: 2, volumeStepsDefault: false } },
  { namespace: 'Alexa.StepSpeaker', name: 'SetMute', payload: { mute: true } },
  ...['Play', 'Pause', 'Stop', 'Next', 'Previous'].map((name) => ({
    namespace: 'Alexa.PlaybackController',
    name,
    payload: {},
  })),
  { namespace: 'Alexa.SceneController', name: 'Activate', payload: {} },
  { namespace: 'Alexa.SceneController', name: 'Deactivate', payload: {} },
  { namespace: 'Alexa.PowerController', name: 'TurnOff', payload: {} },
  { namespace: 'Alexa.PowerController', name: 'Explode', payload: {} },
  { namespace: 'Alexa.Cooking', name: 'SetCookingMode', payload: { cookingMode: { value: 'DEFROST' } } },
];
