import type { HomeEntity } from '../home-api.ts';
import { objectsOf, type Step, type Steps, toAttribute, toState } from './step.ts';

/** What shows that another track plays. */
const trackOf = ({ attributes }: HomeEntity) => `${attributes.media_track} ${attributes.media_episode}`;
const isOther = (now: HomeEntity, before: HomeEntity) => trackOf(now) !== trackOf(before);

/** In an order in which each can be seen: what was stopped has no next track. */
const operations: readonly (readonly [name: string, step: Step])[] = [
  ['Pause', toState('Pause', {}, 'paused')],
  ['Play', toState('Play', {}, 'playing')],
  ['Next', { name: 'Next', payload: {}, isReached: isOther }],
  ['Previous', { name: 'Previous', payload: {}, isReached: isOther }],
  ['Stop', toState('Stop', {}, 'off', 'idle')],
];

export const playbackSteps: Steps = ({ all }, { entity_id }) => {
  // Newer releases stop covers so.
  if (entity_id.startsWith('cover.'))
    return [{ name: 'Stop', payload: {}, unseen: 'what stands still cannot be stopped' }];
  const supported = Array.isArray(all.supportedOperations) ? all.supportedOperations : [];
  return operations.filter(([name]) => supported.includes(name)).map(([, step]) => step);
};

export const inputSteps: Steps = ({ all }) =>
  objectsOf(all.inputs).map(({ name }) => ({
    name: 'SelectInput',
    payload: { input: name },
    isReached: ({ attributes }) => simple(attributes.source) === simple(name),
  }));

function simple(name: unknown): string {
  return String(name)
    .toLowerCase()
    .replace(/[^a-z\d]/g, '');
}

export const channelSteps: Steps = (_, { attributes }) => {
  const payload = { channel: { number: '1234' }, channelMetadata: { name: 'Alternate Channel Name' } };
  return attributes.media_content_id === undefined
    ? [{ name: 'ChangeChannel', payload, unseen: 'the player shows no content' }]
    : [toAttribute('ChangeChannel', payload, 'media_content_id', '1234')];
};

export const equalizerSteps: Steps = (_, { attributes }) => {
  const known = Array.isArray(attributes.sound_mode_list) ? attributes.sound_mode_list : [];
  return known
    .filter((mode) => /^(movie|music|night|sport|tv)$/i.test(String(mode)))
    .map((mode) => ({
      ...toAttribute('SetMode', { mode: String(mode).toUpperCase() }, 'sound_mode', mode),
      refusal: { type: 'INVALID_VALUE', defect: 'only sound modes in small letters are found' },
    }));
};

export const seekSteps: Steps = () => [
  {
    name: 'AdjustSeekPosition',
    payload: { deltaPositionMilliseconds: 5000 },
    answer: 'Alexa.SeekController StateReport',
    unseen: "the demo's players keep their position",
    // Amazon's schema has no ACTION_NOT_PERMITTED_FOR_CONTENT.
    refusal: { type: 'INTERNAL_ERROR', defect: 'offered for a player that has no position' },
  },
];

export const holdSteps: Steps = (_, { entity_id }) =>
  entity_id.startsWith('timer.')
    ? [toState('Hold', { allowRemoteResume: true }, 'paused'), toState('Resume', {}, 'active')]
    : [toState('Hold', { allowRemoteResume: true }, 'paused'), toState('Resume', {}, 'cleaning')].map((step) => ({
        ...step,
        refusal: { type: 'INTERNAL_ERROR', defect: 'vacuum.start_pause is called, which no longer exists' },
      }));
