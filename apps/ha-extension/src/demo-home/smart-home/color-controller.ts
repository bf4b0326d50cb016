import { type EntityState, numberOf } from '../entity.ts';
import { isJsonObject, type Json } from '../json.ts';
import { unknownError } from './alexa-error.ts';
import { type AlexaInterface, numberIn, serviceCall } from './alexa-interface.ts';

/** `Alexa.ColorController`: hue in degrees, saturation and brightness from 0 to 1. White has no hue and no saturation. */
export const colorController: AlexaInterface = {
  name: 'Alexa.ColorController',
  supported: () => ['color'],
  read: readColor,
  directives: {
    // The brightness inside the colour is left out: Home Assistant keeps the lamp's own.
    SetColor: ({ entity, payload: { color } }) => {
      if (!isJsonObject(color)) throw unknownError();
      const hs = [numberIn(color, 'hue'), numberIn(color, 'saturation') * 100];
      return { calls: [serviceCall(entity, 'turn_on', { hs_color: hs })] };
    },
  },
};

function readColor(entity: EntityState): Json {
  const hs = entity.attributes.hs_color;
  const [hue, saturation] = Array.isArray(hs) ? hs : [0, 0];
  return {
    hue: Number(hue),
    saturation: Number(saturation) / 100,
    brightness: (numberOf(entity, 'brightness') ?? 0) / 255,
  };
}
