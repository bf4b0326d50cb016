import { createManualClock } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { Shelf } from '../src/shelf.ts';

describe('what the gateway keeps alone', () => {
  it('ends with its time', async () => {
    const clock = createManualClock();
    const shelf = new Shelf<string>(clock);
    shelf.set('a', 'one', 1_000);
    shelf.set('b', 'two', Infinity);
    await clock.advance(999);
    expect(shelf.get('a')).toBe('one');
    await clock.advance(1);
    expect([shelf.get('a'), shelf.get('b')]).toEqual([undefined, 'two']);
  });

  it('is bounded: what was written longest ago leaves first', () => {
    const shelf = new Shelf<number>(createManualClock());
    for (let key = 0; key < 5_000; key += 1) shelf.set(String(key), key, 1_000);
    shelf.set('0', 0, 1_000);
    shelf.set('one more', 1, 1_000);
    expect([shelf.get('0'), shelf.get('1'), shelf.get('2'), shelf.get('one more')]).toEqual([0, undefined, 2, 1]);
  });
});
