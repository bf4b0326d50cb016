import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { directivesUrl } from '../../src/skill/progressive.ts';

const HOSTS = ['api.amazonalexa.com', 'api.eu.amazonalexa.com', 'api.fe.amazonalexa.com', 'api.fe.amazon.com'];

describe('Words for the wait', () => {
  test.each(HOSTS)('go to the host that Alexa names: %s', (host) => {
    for (const endpoint of [
      `https://${host}`,
      `https://${host}/`,
      `https://${host}:443`,
      `https://${host}/other?x#y`,
    ]) {
      expect(directivesUrl(endpoint)).toBe(`https://${host}/v1/directives`);
    }
  });

  test.each([
    'http://api.amazonalexa.com',
    'https://api.amazonalexa.com:8443',
    'https://amazonalexa.com',
    'https://evil.amazonalexa.com',
    'https://api.amazonalexa.com.',
    'https://api.amazonalexa.com.example.com',
    'https://example.com/api.amazonalexa.com',
    'https://api.amazonalexa.com@example.com',
    'https://api.amazonalexa.com%2eexample.com',
    'https://xapi.amazonalexa.com',
    'https://api.example.amazonalexa.com',
    'https://api.aмazonalexa.com',
    'https://api.fe.amazon.com.example.com',
    'https://api.amazon.com',
    'https://127.0.0.1',
    'https://[::1]',
    'file:///api.amazonalexa.com',
    'api.amazonalexa.com',
    '',
    7,
    null,
    undefined,
    ['https://api.amazonalexa.com'],
  ])('go to no other: %s', (endpoint) => {
    expect(directivesUrl(endpoint)).toBeUndefined();
  });

  test('go to a host of Amazon or nowhere, whatever a message says', () => {
    const pieces = fc.constantFrom(
      'https://',
      'http:',
      '//',
      'api',
      '.',
      'eu',
      'amazonalexa',
      'com',
      '@',
      ':',
      '/',
      '\\',
      '?',
      '#',
      '%2e',
      '\t',
      '。',
      'evil',
    );
    const nearly = fc
      .array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 14 })
      .map((all) => all.join(''));
    const around = fc.tuple(nearly, fc.constantFrom(...HOSTS), nearly).map(([a, host, b]) => `https://${a}${host}${b}`);
    fc.assert(
      fc.property(fc.oneof(nearly, around, fc.webUrl(), fc.jsonValue()), (endpoint) => {
        const url = directivesUrl(endpoint);
        if (url !== undefined)
          expect(url).toMatch(/^https:\/\/api(?:\.[a-z]{2,3})?\.amazon(?:alexa)?\.com\/v1\/directives$/);
      }),
      { numRuns: 3_000 },
    );
  });
});
