import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settingDescriptions } from '../../src/index.ts';
import { check } from './support/read-variables.ts';

const SECRETS = ['HOME_ASSISTANT_TOKEN', 'HOME_ASSISTANT_CA', 'HOME_ASSISTANT_URL'];
const settingNames = Object.keys(settingDescriptions);

/** A value that no sentence of ours can hold by chance. */
const secret = fc.tuple(fc.string({ unit: 'grapheme' }), fc.string()).map(([head, tail]) => `${head}§k7Q-x9${tail}`);
const asWritten = fc.oneof(
  secret,
  secret.map((text) => `"${text}"`),
  secret.map((text) => `https://user:${text}@home.example.com/?key=${text}`),
  secret.map((text) => `-----BEGIN CERTIFICATE-----${text}-----END CERTIFICATE-----`),
);
const anyValue = fc.oneof(asWritten, fc.constantFrom('true', 'off', 'directive', 'configured', 'https://example.com'));
const variables = fc.dictionary(fc.constantFrom(...settingNames, 'HOME_ASSISTANT_TOKN'), anyValue);

test('No issue repeats any part of a value, whatever is given', () => {
  fc.assert(
    fc.property(variables, (given) => {
      const { issues = [] } = check(given);
      expect(JSON.stringify(issues)).not.toMatch(/§k7Q|k7Q-x9/);
    }),
    { numRuns: 500 },
  );
});

test('What issues say of secrets does not depend on their value', () => {
  const sayings = new Set<string>();
  fc.assert(
    fc.property(fc.constantFrom(...SECRETS), asWritten, (name, value) => {
      const { issues = [] } = check({ HOME_ASSISTANT_URL: 'https://home.example.com', [name]: value });
      for (const { message } of issues) sayings.add(`${name}: ${message}`);
    }),
    { numRuns: 1_000 },
  );
  expect(sayings.size).toBeGreaterThan(1);
  expect(sayings.size).toBeLessThanOrEqual(6);
});

test('Any variables are read or refused, and never throw', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...settingNames)), fc.string()), (given) => {
      const result = check(given);
      const states = 'value' in result ? result.value.map(({ state }) => state) : [];
      for (const state of states) expect(['on', 'off', 'no-url', 'offline']).toContain(state);
      expect(states.length > 0).toBe(result.issues === undefined);
    }),
    { numRuns: 500 },
  );
});

test('An address that is accepted can be called, and is accepted again as it is', () => {
  const segment = fc.stringMatching(/^[A-Za-z0-9._~-]{1,8}$/);
  const address = fc
    .tuple(fc.constantFrom('http', 'https'), fc.domain(), fc.array(segment, { maxLength: 4 }), fc.nat({ max: 3 }))
    .map(([scheme, host, path, slashes]) => `${scheme}://${[host, ...path].join('/')}${'/'.repeat(slashes)}`);
  fc.assert(
    fc.property(address, (given) => {
      const first = check({ HOME_ASSISTANT_URL: given });
      const [home] = first.issues === undefined ? first.value : [];
      if (home?.state !== 'on') throw new Error(`refused ${given}`);
      const { url } = home;
      expect(new URL(`${url}/api/alexa/smart_home`).host).toBe(new URL(given).host);
      expect(url).not.toMatch(/\/$/);
      expect(check({ HOME_ASSISTANT_URL: url })).toMatchObject({ value: [{ url }] });
    }),
  );
});
