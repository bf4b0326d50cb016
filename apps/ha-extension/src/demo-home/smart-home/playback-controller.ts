import { Feature, supports } from '../entity.ts';
import { type AlexaInterface, callOf } from './alexa-interface.ts';

const OPERATIONS: readonly (readonly [feature: number, operation: string])[] = [
  [Feature.MEDIA_NEXT_TRACK, 'Next'],
  [Feature.MEDIA_PAUSE, 'Pause'],
  [Feature.MEDIA_PLAY, 'Play'],
  [Feature.MEDIA_PREVIOUS_TRACK, 'Previous'],
  [Feature.MEDIA_STOP, 'Stop'],
];

/** `Alexa.PlaybackController`. */
export const playbackController: AlexaInterface = {
  name: 'Alexa.PlaybackController',
  discovery: (entity) => ({
    supportedOperations: OPERATIONS.flatMap(([feature, name]) => (supports(entity, feature) ? [name] : [])),
  }),
  directives: {
    Play: callOf('media_play'),
    Pause: callOf('media_pause'),
    Stop: callOf('media_stop'),
    Next: callOf('media_next_track'),
    Previous: callOf('media_previous_track'),
  },
};
