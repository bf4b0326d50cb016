import { numberOf } from '../entity.ts';
import { type AlexaInterface, numberIn, serviceCall } from './alexa-interface.ts';

/** `Alexa.BrightnessController`, in percent; the entity counts to 255. */
export const brightnessController: AlexaInterface = {
  name: 'Alexa.BrightnessController',
  supported: () => ['brightness'],
  read: (entity) => Math.round(((numberOf(entity, 'brightness') ?? 0) / 255) * 100),
  directives: {
    SetBrightness: ({ entity, payload }) => ({
      calls: [serviceCall(entity, 'turn_on', { brightness_pct: Math.trunc(numberIn(payload, 'brightness')) })],
    }),
    AdjustBrightness: ({ entity, payload }) => ({
      calls: [
        serviceCall(entity, 'turn_on', { brightness_step_pct: Math.trunc(numberIn(payload, 'brightnessDelta')) }),
      ],
    }),
  },
};
