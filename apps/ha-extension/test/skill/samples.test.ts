import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { member } from '../../src/bridge/json.ts';
import { ADDRESS, ask, said } from './support/requests.ts';
import { skillProblems } from './support/skill-rules.ts';

const FOLDER = new URL('../../../../../shared/data/custom-skill/', import.meta.url);
const isMissing = !existsSync(FOLDER);
const HINT = '[needs ../shared/data/custom-skill: requests of custom skills from jovotech/jovo-framework]';

const samples = (isMissing ? [] : readdirSync(FOLDER))
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ file, event: JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as unknown }));

const SETTINGS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['a token of its own', { ...ADDRESS, HOME_ASSISTANT_TOKEN: 'configured-token-0001' }],
  ['the token of the request', ADDRESS],
  ['no home', {}],
];

describe.skipIf(isMissing)(`Requests that Alexa sends ${HINT}`, () => {
  test('are all there', () => {
    expect(samples.length).toBeGreaterThanOrEqual(17);
  });

  test.each(samples)('are answered by the rules of Alexa: $file', async ({ event }) => {
    const { type } = member(event, 'request');
    for (const [, variables] of SETTINGS) {
      for (const trusted of [true, false]) {
        const { answer } = await ask(event, { variables, trusted, home: () => said('Fertig') });
        expect(skillProblems(String(type), answer)).toEqual([]);
      }
    }
  });

  test.each(samples)('reach the home when they are sentences, and only then: $file', async ({ event }) => {
    const [, variables] = SETTINGS[0] ?? ['', {}];
    const { requests } = await ask(event, { variables });
    const { type, dialogState } = member(event, 'request');
    const isSentence = type === 'IntentRequest' && dialogState !== 'STARTED';
    expect(requests.length).toBe(isSentence ? 1 : 0);
  });
});
