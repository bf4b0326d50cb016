import { arabic } from './arabic.ts';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { hindi } from './hindi.ts';
import { italian } from './italian.ts';
import { japanese } from './japanese.ts';
import { portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';
import type { Phrases } from './wording.ts';

/**
 * All languages that a custom skill can have (developer.amazon.com, Develop Skills in Multiple Languages): their 17
 * locales differ by country, not in what is said here.
 */
export const phrasesByLanguage: Readonly<
  Record<'ar' | 'de' | 'en' | 'es' | 'fr' | 'hi' | 'it' | 'ja' | 'nl' | 'pt', Phrases>
> = {
  ar: arabic,
  de: german,
  en: english,
  es: spanish,
  fr: french,
  hi: hindi,
  it: italian,
  ja: japanese,
  nl: dutch,
  pt: portuguese,
};

const known: ReadonlyMap<string, Phrases> = new Map(Object.entries(phrasesByLanguage));

/** Phrases of a language such as `de` or `pt-BR`; English where there are none. */
export function phrasesOf(language: string): Phrases {
  return known.get(language.split('-')[0] ?? '') ?? english;
}
