import { type Entity, stringsOf, supports, textOf } from '../entity.ts';
import { effect, type Face } from '../face.ts';
import { Refusal } from '../refusal.ts';

const Feature = { SELECT_SOURCE: 2_048, SELECT_SOUND_MODE: 65_536 } as const;

/** How many of a kind Alexa tells apart by number (developer.amazon.com, Alexa.InputController, input names). */
const NUMBERED: ReadonlyMap<string, number> = new Map([
  ['AUX', 7],
  ['COAX', 2],
  ['COMPOSITE', 1],
  ['HDMI', 10],
  ['INPUT', 10],
  ['LINE', 7],
  ['OPTICAL', 2],
  ['VIDEO', 3],
]);
const PLAIN: readonly string[] = [
  ...['BLURAY', 'CABLE', 'CD', 'DVD', 'GAME', 'HD RADIO', 'HDMI ARC', 'IPOD', 'MEDIA PLAYER', 'PHONO', 'PLAYSTATION'],
  ...['PLAYSTATION 3', 'PLAYSTATION 4', 'SATELLITE', 'SMARTCAST', 'TUNER', 'TV', 'USB DAC', 'XBOX'],
];
const INPUTS: ReadonlyMap<string, string> = new Map(
  [
    ...PLAIN,
    ...[...NUMBERED].flatMap(([kind, count]) => Array.from({ length: count }, (_, at) => `${kind} ${at + 1}`)),
  ].map((input) => [simple(input), input]),
);
/** Alexa's own names of sounds. */
const SOUNDS: readonly string[] = ['MOVIE', 'MUSIC', 'NIGHT', 'SPORT', 'TV'];

/** The sources and sounds of a player for which Alexa has a name; it knows no others. */
export function inputFaces(entity: Entity): readonly Face[] {
  const sources = named(supports(entity, Feature.SELECT_SOURCE) ? stringsOf(entity, 'source_list') : [], inputOf);
  const sounds = named(
    supports(entity, Feature.SELECT_SOUND_MODE) ? stringsOf(entity, 'sound_mode_list') : [],
    soundOf,
  );
  return [
    ...(sources.size > 0 ? [sourceFace(entity, sources)] : []),
    ...(sounds.size > 0 ? [soundFace(entity, sounds)] : []),
  ];
}

function sourceFace(entity: Entity, sources: ReadonlyMap<string, string>): Face {
  return {
    name: 'Alexa.InputController',
    properties: { input: inputOf(textOf(entity, 'source') ?? '') },
    capability: { inputs: [...sources.keys()].map((name) => ({ name })) },
    directives: {
      SelectInput({ input }) {
        const name = inputOf(String(input));
        return effect(entity, 'select_source', { source: chosen(entity, sources, name) }, { input: name });
      },
    },
  };
}

function soundFace(entity: Entity, sounds: ReadonlyMap<string, string>): Face {
  return {
    name: 'Alexa.EqualizerController',
    properties: { mode: soundOf(textOf(entity, 'sound_mode') ?? '') },
    capability: { configurations: { modes: { supported: [...sounds.keys()].map((name) => ({ name })) } } },
    directives: {
      SetMode: ({ mode }) =>
        effect(entity, 'select_sound_mode', { sound_mode: chosen(entity, sounds, soundOf(String(mode))) }, { mode }),
    },
  };
}

/** What the home calls those that have a name of Alexa's, the first of each. */
function named(all: readonly string[], nameOf: (text: string) => string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const one of all) {
    const name = nameOf(one);
    if (name !== undefined && !found.has(name)) found.set(name, one);
  }
  return found;
}

function chosen({ id }: Entity, all: ReadonlyMap<string, string>, name: string | undefined): string {
  const found = name === undefined ? undefined : all.get(name);
  if (found === undefined) throw new Refusal('INVALID_VALUE', `${id} has nothing of that name.`);
  return found;
}

/** A kind without number is the first of them. */
function inputOf(text: string): string | undefined {
  return INPUTS.get(simple(text)) ?? INPUTS.get(`${simple(text)}1`);
}

function soundOf(text: string): string | undefined {
  return SOUNDS.find((sound) => sound === text.toUpperCase());
}

function simple(text: string): string {
  return text.toUpperCase().replace(/[-_ ]/g, '');
}
