import { near, numberOf, type Steps, toNumber } from './step.ts';

/** Home Assistant counts brightness from 0 to 255. */
const full = 255;

export const brightnessSteps: Steps = () => [
  toNumber('SetBrightness', { brightness: 40 }, 'brightness', full * 0.4, 3),
  toNumber('AdjustBrightness', { brightnessDelta: 20 }, 'brightness', full * 0.6, 4),
  toNumber('AdjustBrightness', { brightnessDelta: -30 }, 'brightness', full * 0.3, 4),
];

export const colorSteps: Steps = () =>
  [
    { hue: 240, at: 2 },
    { hue: 0, at: 0 },
    { hue: 120, at: 1 },
  ].map(({ hue, at }) => ({
    name: 'SetColor',
    payload: { color: { hue, saturation: 1, brightness: 1 } },
    isReached: ({ attributes: { rgb_color: color } }) =>
      Array.isArray(color) && color.every((part, index) => (index === at ? part > 200 : part < 60)),
  }));

export const colorTemperatureSteps: Steps = () => [
  {
    name: 'SetColorTemperature',
    payload: { colorTemperatureInKelvin: 4000 },
    // The lamp counts in mireds, so kelvins are rounded.
    isReached: ({ attributes }) => near(attributes.color_temp_kelvin, 4000, 40),
  },
  {
    name: 'IncreaseColorTemperature',
    payload: {},
    isReached: ({ attributes }, before) => kelvin(attributes) > kelvin(before.attributes),
  },
  {
    name: 'DecreaseColorTemperature',
    payload: {},
    isReached: ({ attributes }, before) => kelvin(attributes) < kelvin(before.attributes),
  },
];

function kelvin(attributes: Readonly<Record<string, unknown>>): number {
  return numberOf(attributes.color_temp_kelvin, 0);
}
