import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createScreen } from '../../src/deploy/terminal/screen.ts';

/** A screen of some width, and what was written on it. */
function screenOf(columns: number | undefined, typed?: string) {
  const output = Object.assign(new PassThrough({ encoding: 'utf8' }), { columns });
  const input = Object.assign(new PassThrough(), typed === undefined ? {} : { isTTY: true });
  if (typed !== undefined) input.write(`${typed}\n`);
  const screen = createScreen({ output, input, variables: {} });
  return { screen, written: () => String(output.read() ?? '') };
}

const TEXT = 'a few words that take more than one row of a terminal when there are enough of them to fill it, as here';

describe('The screen', () => {
  it.each([
    [undefined, 80],
    [0, 80],
    [60, 60],
    [80, 80],
    [300, 100],
  ])('of a terminal that says it has %s columns keeps to %i', (columns, most) => {
    const { screen, written } = screenOf(columns);
    screen.row('done', 'Title', TEXT);
    screen.note(TEXT);
    const widths = written()
      .split('\n')
      .map((line) => line.length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(most);
    expect(Math.max(...widths)).toBeGreaterThan(most - 15);
  });

  it('puts what belongs together below each other', () => {
    const { screen, written } = screenOf(80);
    screen.row('done', 'Title', TEXT);
    screen.row('told', 'Longer title', 'text');
    screen.block(['as it is']);
    const [first, second, third, fourth] = written().split('\n');
    expect(first).toMatch(/^✓ Title {6}a few/);
    expect(second).toMatch(/^ {13}\S/);
    expect(third).toBe('  Longer title text');
    expect(fourth).toBe('             as it is');
  });

  it.each([
    ['y', true],
    ['YES', true],
    ['n', false],
    ['', false],
    ['yesterday', false],
  ])('takes %j for %s', async (typed, agreed) => {
    const { screen, written } = screenOf(80, typed);
    expect(await screen.ask('Really?')).toBe(agreed);
    expect(written()).toContain('Really? [y/N]');
  });

  it('says how to answer beforehand when nobody is there', async () => {
    await expect(screenOf(80).screen.ask('Really?')).rejects.toThrow('--yes');
  });
});
