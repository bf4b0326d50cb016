import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HomeFailure } from '../../src/bridge/failure.ts';
import { credentialsFor } from '../../src/bridge/token.ts';
import type { HomeSettingsOn } from '../../src/index.ts';
import { CONFIGURED_TOKEN, OWN_TOKEN } from './support/messages.ts';
import { settingsOn } from './support/parts.ts';

const configured = settingsOn({ token: CONFIGURED_TOKEN });
const kept = settingsOn({ token: CONFIGURED_TOKEN, tokenSources: ['directive'] });

const chooseToken = (settings: HomeSettingsOn, own: string | undefined, trusted: boolean) =>
  credentialsFor(settings, own, trusted)[0].token;

function kindOf(run: () => unknown): string {
  try {
    return `no failure: ${run()}`;
  } catch (error) {
    return error instanceof HomeFailure ? error.kind : 'another error';
  }
}

describe('The token that goes to the home', () => {
  test('is the configured one when it is the source and the caller is vouched for', () => {
    expect(chooseToken(configured, OWN_TOKEN, true)).toBe(CONFIGURED_TOKEN);
    expect(chooseToken(configured, undefined, true)).toBe(CONFIGURED_TOKEN);
  });

  test('is followed by the other where both are to be tried, in their order', () => {
    const both = (...tokenSources: HomeSettingsOn['tokenSources']) =>
      credentialsFor(settingsOn({ token: CONFIGURED_TOKEN, tokenSources }), OWN_TOKEN, true).map(({ token }) => token);
    expect(both('directive', 'configured')).toEqual([OWN_TOKEN, CONFIGURED_TOKEN]);
    expect(both('configured', 'directive')).toEqual([CONFIGURED_TOKEN, OWN_TOKEN]);
  });

  test("is the message's own when that is the source", () => {
    expect(chooseToken(settingsOn(), OWN_TOKEN, true)).toBe(OWN_TOKEN);
    expect(chooseToken(kept, OWN_TOKEN, true)).toBe(OWN_TOKEN);
  });

  test('is never the configured one for a caller for whom nobody vouches', () => {
    expect(chooseToken(configured, OWN_TOKEN, false)).toBe(OWN_TOKEN);
    expect(kindOf(() => chooseToken(configured, undefined, false))).toBe('no-token');
    expect(kindOf(() => chooseToken(configured, '', false))).toBe('no-token');
  });

  test('is missing when the source has none', () => {
    expect(kindOf(() => chooseToken(settingsOn(), undefined, true))).toBe('no-token');
    expect(kindOf(() => chooseToken(kept, undefined, true))).toBe('no-token');
  });

  test.each([`${OWN_TOKEN}\r\nx-admin: yes`, `${OWN_TOKEN} x`, 'tökén', '\u0000', ' '])(
    'is missing when it could not be a token: %j',
    (token) => {
      expect(kindOf(() => chooseToken(settingsOn(), token, true))).toBe('no-token');
    },
  );

  test('stays secret for every caller who is not vouched for, whatever he brings', () => {
    fc.assert(
      fc.property(fc.constantFrom(configured, kept), fc.option(fc.string()), (settings, own) => {
        const chosen = kindOf(() => chooseToken(settings, own ?? undefined, false));
        expect(['no-token', `no failure: ${own}`]).toContain(chosen);
      }),
    );
  });
});
