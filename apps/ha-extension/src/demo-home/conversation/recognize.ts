import { domainOf, type EntityState, nameOf } from '../entity.ts';
import type { HomeState } from '../home-state.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import type { Intent, Language } from './intent.ts';

const LANGUAGES: readonly Language[] = [english, german];

/** The language of a tag such as `de` or `de-AT`; English where this home speaks no other. */
export function languageFor(tag: string): Language {
  const code = tag.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language.code === code) ?? english;
}

/** What the sentence asks for, or `undefined` when no pattern fits. Case, edge punctuation and spaces do not matter. */
export function recognize(text: string, language: Language): Intent | undefined {
  const sentence = normalize(text);
  for (const { pattern, intent } of language.sentences) {
    const match = pattern.exec(sentence);
    if (match !== null) return intent((name) => match.groups?.[name] ?? '');
  }
  return undefined;
}

/** The entities a name means: all lights, or those that are called so, by their name or an alias. */
export function resolveName(home: HomeState, name: string, language: Language): readonly EntityState[] {
  const wanted = normalize(name);
  if (language.allLights.test(wanted)) {
    return home.all().filter((entity) => domainOf(entity.entity_id) === 'light');
  }
  const bare = wanted.replace(language.article, '');
  return home.all().filter((entity) => {
    const aliases = home.seedOf(entity.entity_id)?.aliases ?? [];
    return [nameOf(entity), ...aliases].some((known) => known.toLowerCase() === bare);
  });
}

function normalize(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[.!?,]+$/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:please|bitte) /, '')
    .replace(/ (?:please|bitte)$/, '');
}
