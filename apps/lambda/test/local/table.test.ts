import { describe, expect, it } from 'vitest';
import { displayWidth, formatTable, wrapText } from '../../src/local/terminal/table.ts';

describe('a table', () => {
  it('aligns its columns and leaves no blanks at the end of a line', () => {
    expect(
      formatTable(
        ['Asked', 'Answer'],
        [
          ['Discovery', '9 endpoints'],
          ['TurnOn', 'Response'],
        ],
      ),
    ).toBe(['Asked      Answer', '---------  -----------', 'Discovery  9 endpoints', 'TurnOn     Response'].join('\n'));
  });

  it('aligns names in wide scripts, with marks and emoji', () => {
    const table = formatTable(
      ['Name', 'State'],
      [
        ['厨房', 'on'],
        ['Kuche\u0308', 'off'],
        ['💡 lamp', 'on'],
      ],
    );
    expect(table.split('\n').slice(2)).toEqual(['厨房     on', 'Kuche\u0308    off', '💡 lamp  on']);
  });

  it('has its header when there are no rows, and blanks for missing cells', () => {
    expect(formatTable(['A', 'B'], [])).toBe('A  B\n-  -');
    expect(formatTable(['A', 'B'], [['only']])).toBe('A     B\n----  -\nonly');
  });
});

describe('the width of a text in columns', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['厨', 2],
    ['ｱ', 1],
    ['한', 2],
    ['💡', 2],
    ['👨‍👩‍👧', 2],
    ['❤️', 2],
    ['\u200b', 0],
    ['→', 1],
  ])('of %j is %i', (text, expected) => {
    expect(displayWidth(text)).toBe(expected);
  });
});

describe('wrapped text', () => {
  it('breaks at spaces, indents what follows, and keeps a long word whole', () => {
    expect(wrapText('one two three four', 9)).toBe('one two\nthree\nfour');
    expect(wrapText('  one > two > three', 12, '    ')).toBe('  one > two\n    > three');
    expect(wrapText('a extraordinarily b', 5)).toBe('a\nextraordinarily\nb');
    expect(wrapText('short', 80)).toBe('short');
  });
});
