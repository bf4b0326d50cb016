import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, intent } from '../skill/support/requests.ts';

const FOLDER = join(import.meta.dirname, '../../skill-package/custom/skill-package/interactionModels/custom');
/** https://developer.amazon.com/docs/alexa/custom-skills/develop-skills-in-multiple-languages.html */
const WANTED = 'en-US en-GB en-CA en-AU en-IN de-DE fr-FR fr-CA es-ES es-MX es-US it-IT pt-BR nl-NL ja-JP hi-IN'.split(
  ' ',
);

interface Intent {
  readonly name: string;
  readonly slots?: readonly { readonly name: string; readonly type: string }[];
  readonly samples: readonly string[];
}

interface Model {
  readonly invocationName: string;
  readonly intents: readonly Intent[];
  readonly types: readonly {
    readonly name: string;
    readonly values: readonly { readonly name: { readonly value: string } }[];
  }[];
}

const models = Object.fromEntries(
  readdirSync(FOLDER).map((file) => {
    const { interactionModel } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
    return [file.replace('.json', ''), interactionModel.languageModel as Model];
  }),
);
const locales = Object.entries(models);
const SEARCH = 'AMAZON.SearchQuery';
const slotsIn = (sample: string) => [...sample.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
const valuesOf = ({ types }: Model) => types.flatMap(({ values }) => values.map(({ name }) => name.value));

it('There is a model for each locale in which people speak to Alexa, but Arabic', () => {
  expect(Object.keys(models).sort()).toEqual([...WANTED].sort());
});

describe.each(locales)('The interaction model %s', (locale, model) => {
  /** https://developer.amazon.com/docs/alexa/custom-skills/choose-the-invocation-name-for-a-custom-skill.html */
  it('has an invocation name that Amazon takes', () => {
    const { invocationName: name } = model;
    expect(name).toBe(name.toLowerCase());
    expect(name).toMatch(/^[\p{L}\p{M}.' ]{2,50}$/u);
    const words = name.split(' ');
    // Japanese is written without spaces between words.
    if (locale !== 'ja-JP') expect(words.length).toBeGreaterThan(1);
    const reserved = /^(alexa|amazon|echo|computer|ziggy|skill|app|ask|tell|open|launch|load|begin|enable|start|play)$/;
    expect(words.filter((word) => reserved.test(word))).toEqual([]);
    const small = /^(the|an?|der|die|das|le|la|el|il|lo|o|de|di|da|het|een|of|to|for|from|by|with)$/;
    if (words.length === 2) expect(words.filter((word) => small.test(word))).toEqual([]);
  });

  it('has the intents that Amazon asks for and those that the skill answers in words of its own', () => {
    const names = model.intents.map(({ name }) => name);
    for (const name of ['Cancel', 'Help', 'Stop', 'NavigateHome', 'Fallback', 'Yes', 'No']) {
      expect(names).toContain(`AMAZON.${name}Intent`);
    }
    expect(names.filter((name) => !name.startsWith('AMAZON.'))).toEqual(['AssistIntent', 'AskHomeIntent']);
  });

  it('names intents, slots and types with letters, and uses no type that there is not', () => {
    const types = model.types.map(({ name }) => name);
    for (const { name, slots = [] } of model.intents) {
      expect(name).toMatch(/^(AMAZON\.)?[A-Za-z]+$/);
      for (const slot of slots) {
        expect(slot.name).toMatch(/^[A-Za-z]+$/);
        expect([...types, SEARCH]).toContain(slot.type);
      }
    }
  });

  it('has no sample twice, and none with a slot that its intent has not', () => {
    const samples = model.intents.flatMap((one) => one.samples.map((sample) => sample.toLowerCase()));
    expect(new Set(samples).size).toBe(samples.length);
    for (const { slots = [], samples: own } of model.intents) {
      const names = slots.map(({ name }) => name);
      for (const sample of own) expect(names).toEqual(expect.arrayContaining(slotsIn(sample)));
    }
  });

  it('says something beside a slot of free words, and has no other slot in such a sample', () => {
    for (const { slots = [], samples } of model.intents) {
      if (!slots.some(({ type }) => type === SEARCH)) continue;
      expect(slots).toHaveLength(1);
      expect(samples.length).toBeGreaterThan(4);
      for (const sample of samples) {
        expect(slotsIn(sample)).toHaveLength(1);
        expect(sample.replace(/\{\w+\}/, '').trim()).not.toBe('');
      }
    }
  });

  it('has samples and values of the characters that Amazon takes, numbers in words', () => {
    for (const text of [...model.intents.flatMap(({ samples }) => samples), ...valuesOf(model)]) {
      expect(text).toMatch(/^[\p{L}\p{M}{}' -]+$/u);
    }
  });

  it('has enough whole sentences, each once, for Alexa to know others by them', () => {
    const values = valuesOf(model).map((value) => value.toLowerCase());
    expect(values.length).toBeGreaterThan(20);
    expect(new Set(values).size).toBe(values.length);
  });

  it('brings every sentence to the home as it was said, in the language of the person', async () => {
    const language = locale === 'pt-BR' ? locale : locale.slice(0, 2);
    for (const { name, slots = [], samples } of model.intents.filter((one) => one.samples.length > 0)) {
      const sentence = valuesOf(model)[samples.length] ?? '';
      for (const sample of samples) {
        // What Alexa puts into the slot is what the person said in its place.
        const values = Object.fromEntries(slotsIn(sample).map((slot) => [slot, sentence]));
        expect(Object.keys(values)).toEqual(slots.map((slot) => slot.name));
        const { bodies } = await ask(intent(name, { slots: values, locale }));
        expect(bodies).toEqual([{ text: sentence, language }]);
      }
    }
  });

  it('has no intent that the skill does not answer', async () => {
    for (const { name } of model.intents.filter((one) => one.name.startsWith('AMAZON.'))) {
      const { speech } = await ask(intent(name, { locale }));
      expect(speech).toMatch(/./);
    }
  });
});
