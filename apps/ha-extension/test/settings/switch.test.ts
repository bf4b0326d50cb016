import { describe, expect, test } from 'vitest';
import { check, problems, read } from './support/read-variables.ts';

const NAME = 'HOME_ASSISTANT_ENABLED';
const URL = { HOME_ASSISTANT_URL: 'https://home.example.com' };

describe('The switch', () => {
  test.each(['false', 'False', 'FALSE', 'no', 'off', '0', 'n', 'f', 'disabled', ' off '])('is off with %j', (text) => {
    expect(check({ ...URL, [NAME]: text })).toEqual({ value: [{ state: 'off', name: '' }] });
  });

  test.each(['true', 'True', 'yes', 'YES', 'on', '1', 'y', 't', 'enabled', ' on ', '', '  '])(
    'is on with %j',
    (text) => {
      expect(read({ [NAME]: text }).state).toBe('on');
    },
  );

  test('is on when it is not set', () => {
    expect(read().state).toBe('on');
  });

  test.each(['nein', '2', 'null', 'tru', 'constructor'])('with %j is an issue that says what it takes', (text) => {
    expect(problems({ [NAME]: text })).toEqual([
      [NAME, 'It is neither yes nor no. It takes true or false (also yes/no, on/off, 1/0); default true.'],
    ]);
  });

  test('that is off leaves everything else unread', () => {
    expect(check({ [NAME]: 'no', HOME_ASSISTANT_URL: 'nonsense', HOME_ASSISTANT_CA: 'nonsense' })).toEqual({
      value: [{ state: 'off', name: '' }],
    });
  });
});

describe('Without an address', () => {
  test.each([{}, { HOME_ASSISTANT_URL: '' }, { HOME_ASSISTANT_URL: '  ' }, { HOME_ASSISTANT_TOKEN: 'abc' }])(
    'the settings %j say so',
    (variables) => {
      expect(check(variables)).toEqual({ value: [{ state: 'no-url', name: '' }] });
    },
  );
});

describe('A setting that does not exist', () => {
  test.each([
    ['HOME_ASSISTANT_ULR', /^There is no such setting; the name may have to end in URL\.$/],
    ['HOME_ASSISTANT_TOKN', /end in TOKEN\.$/],
    ['HOME_ASSISTANT_ACCESS_TOKEN_SECRET__CABIN', /end in ACCESS_CLIENT_SECRET\.$/],
    ['HOME_ASSISTANT_timeout', /end in TIMEOUT_MS\.$/],
    ['HOME_ASSISTANT_NOT_VERIFY_SSL', /^There is no such setting; the README lists those that there are\.$/],
  ])('is named, with the one that may be meant: %s', (given, expected) => {
    const [[name, message] = []] = problems({ [given]: 'https://home.example.com' });
    expect(name).toBe(given);
    expect(message).toMatch(expected);
  });

  test.each(['HOME_ASSISTANT_toString', 'HOME_ASSISTANT_', 'HOME_ASSISTANT_NOT_VERIFY_SSL', 'HOME_ASSISTANT_url'])(
    'is found by its name alone: %s',
    (name) => {
      expect(problems({ [name]: 'x' }).map(([named]) => named)).toEqual([name]);
    },
  );

  test('is not looked for among the variables of others', () => {
    expect(problems({ HOMEASSISTANT_URL: 'x', MY_HOME_ASSISTANT_URL: 'x', PATH: 'x' })).toEqual([]);
  });
});
