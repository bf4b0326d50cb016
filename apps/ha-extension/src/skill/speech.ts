import type { FailureKind } from '../bridge/failure.ts';

/** What the skill says by itself. The home's own answers come in the language that the home answers in. */
export interface Phrases {
  readonly greeting: string;
  readonly reprompt: string;
  readonly help: string;
  readonly goodbye: string;
  readonly notUnderstood: string;
  readonly done: string;
  readonly switchedOff: string;
  readonly notConfigured: string;
  readonly linkAccount: string;
  readonly unreachable: string;
  readonly tooSlow: string;
  readonly trouble: string;
  readonly yes: string;
  readonly no: string;
}

const english: Phrases = {
  greeting: 'Your home is listening. What should I do?',
  reprompt: 'What should I do?',
  help: 'Say what your home should do, for example: turn on the kitchen light. What should I do?',
  goodbye: 'Goodbye.',
  notUnderstood: 'I did not understand that. What should I do?',
  done: 'Done.',
  switchedOff: 'The bridge to your home is switched off.',
  notConfigured: 'The bridge to your home is not set up yet. The log of the function says what is missing.',
  linkAccount: 'Please link your account in the Alexa app first.',
  unreachable: 'I cannot reach your home right now.',
  tooSlow: 'Your home did not answer in time. It may still do what you asked.',
  trouble: 'Your home answered something unexpected. The log of the function says more.',
  yes: 'yes',
  no: 'no',
};

const german: Phrases = {
  greeting: 'Dein Zuhause hört zu. Was soll ich tun?',
  reprompt: 'Was soll ich tun?',
  help: 'Sag, was dein Zuhause tun soll, zum Beispiel: Schalte das Küchenlicht ein. Was soll ich tun?',
  goodbye: 'Auf Wiederhören.',
  notUnderstood: 'Das habe ich nicht verstanden. Was soll ich tun?',
  done: 'Erledigt.',
  switchedOff: 'Die Brücke zu deinem Zuhause ist ausgeschaltet.',
  notConfigured:
    'Die Brücke zu deinem Zuhause ist noch nicht eingerichtet. Im Protokoll der Funktion steht, was fehlt.',
  linkAccount: 'Bitte verknüpfe zuerst dein Konto in der Alexa-App.',
  unreachable: 'Ich erreiche dein Zuhause gerade nicht.',
  tooSlow: 'Dein Zuhause hat nicht rechtzeitig geantwortet. Vielleicht wird es trotzdem noch ausgeführt.',
  trouble: 'Dein Zuhause hat etwas Unerwartetes geantwortet. Im Protokoll der Funktion steht mehr.',
  yes: 'ja',
  no: 'nein',
};

const byLanguage: ReadonlyMap<string, Phrases> = new Map([
  ['en', english],
  ['de', german],
]);

/**
 * The language of an Alexa locale such as `de-AT`: what Home Assistant's conversation takes as `language`. Of Alexa's
 * locales, Brazil's is the one whose sentences Home Assistant keeps apart from those of its language.
 */
export function languageOf(locale: unknown): string {
  if (locale === 'pt-BR') return locale;
  const language = typeof locale === 'string' ? locale.split('-')[0]?.toLowerCase() : undefined;
  return language !== undefined && /^[a-z]{2,3}$/.test(language) ? language : 'en';
}

/** Phrases of a language; English where there are none yet. */
export function phrasesOf(language: string): Phrases {
  return byLanguage.get(language) ?? english;
}

/** What is said about a failure. */
export function speechOfFailure(kind: FailureKind, phrases: Phrases): string {
  switch (kind) {
    case 'failsafe':
    case 'switched-off':
      return phrases.switchedOff;
    case 'no-url':
    case 'misconfigured':
    case 'unknown-skill':
    case 'url-refused':
      return phrases.notConfigured;
    case 'unauthorized':
    case 'no-token':
      return phrases.linkAccount;
    case 'too-slow':
      return phrases.tooSlow;
    case 'dns-failed':
    case 'connect-refused':
    case 'proxy-failed':
    case 'connect-timeout':
    case 'no-time-left':
    case 'strangers-refused':
    case 'connection-lost':
    case 'tls-failed':
    case 'unavailable':
    case 'breaker-open':
    case 'rate-limited':
      return phrases.unreachable;
    default:
      return phrases.trouble;
  }
}
