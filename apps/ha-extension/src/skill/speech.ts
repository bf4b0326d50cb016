import type { FailureKind } from '../bridge/failure.ts';
import type { Phrases } from './phrases/wording.ts';

/**
 * The language of an Alexa locale such as `de-AT`: what Home Assistant's conversation takes as `language`. Of Alexa's
 * locales, Brazil's is the one whose sentences Home Assistant keeps apart from those of its language.
 */
export function languageOf(locale: unknown): string {
  if (locale === 'pt-BR') return locale;
  const language = typeof locale === 'string' ? locale.split('-')[0]?.toLowerCase() : undefined;
  return language !== undefined && /^[a-z]{2,3}$/.test(language) ? language : 'en';
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
