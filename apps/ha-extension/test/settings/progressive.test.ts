import { describe, expect, test } from 'vitest';
import { problems, read } from './support/read-variables.ts';

const NAME = 'HOME_ASSISTANT_PROGRESSIVE';

function afterMs(text?: string): number | undefined {
  const home = read(text === undefined ? {} : { [NAME]: text });
  return home.state === 'on' ? home.conversation.progressiveAfterMs : Number.NaN;
}

describe('The wait before Alexa says that it takes a moment', () => {
  test.each([
    [undefined, 2_500],
    ['', 2_500],
    ['on', 2_500],
    ['1', 2_500],
    ['500', 500],
    [' 4000 ', 4_000],
    ['7000', 7_000],
    ['off', undefined],
    ['No', undefined],
    ['false', undefined],
    ['0', undefined],
  ])('of %j is %j milliseconds', (text, expected) => {
    expect(afterMs(text)).toBe(expected);
  });

  test.each(['499', '7001', '12', '99999999999999'])('of %s is an issue that says from where to where', (text) => {
    expect(problems({ [NAME]: text })).toEqual([
      [NAME, expect.stringMatching(/^It is no whole number from 500 to 7000\. It takes after how many milliseconds/)],
    ]);
  });

  test.each(['2', '-500', '2.5', '2500ms', 'never'])('of %j is an issue that says what it takes', (text) => {
    expect(problems({ [NAME]: text })).toEqual([[NAME, expect.stringMatching(/; or off; default 2500\.$/)]]);
  });
});
