import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeChanges } from '../../src/bridge/discovery/device-changes.ts';

const device = (endpointId: string, friendlyName = endpointId, more: object = {}) => ({
  endpointId,
  friendlyName,
  displayCategories: ['LIGHT'],
  capabilities: [],
  ...more,
});

describe('The difference between two discoveries', () => {
  test('is nothing when the same devices were found, in whatever order', () => {
    const [one, other] = [device('light#a'), device('light#b')];
    expect(describeChanges([one, other], [other, one])).toBeUndefined();
    expect(describeChanges([], [])).toBeUndefined();
  });

  test('names what is new, and asks for nothing', () => {
    expect(describeChanges([device('light#a')], [device('light#a'), device('light#b')])).toBe('new: light#b.');
  });

  test('names what is gone, and says that Alexa keeps it until it is deleted there', () => {
    expect(describeChanges([device('light#a'), device('light#b')], [device('light#a')])).toBe(
      'gone: light#b. Delete in the Alexa app what is gone or twice: it stays there and does not respond.',
    );
  });

  test('tells a device whose id was changed, a ghost in the making, from one that is new', () => {
    const changes = describeChanges(
      [device('light#old', 'Kitchen light'), device('light#a')],
      [device('light#a'), device('light#new', 'kitchen light'), device('light#b')],
    );
    expect(changes).toBe(
      'with another id than before, so that Alexa has them twice: light#old is now light#new; new: light#b. Delete in the Alexa app what is gone or twice: it stays there and does not respond.',
    );
  });

  test('names what has another name or other abilities', () => {
    const changes = describeChanges(
      [device('light#a', 'Lamp'), device('light#b')],
      [device('light#a', 'Ceiling'), device('light#b', 'light#b', { displayCategories: ['SWITCH'] })],
    );
    expect(changes).toBe('with another name: light#a; changed: light#b.');
  });

  test('accounts for every device once, whatever the two lists are', () => {
    const devices = fc.uniqueArray(
      fc.record({ endpointId: fc.stringMatching(/^[a-z]{1,2}$/), friendlyName: fc.constantFrom('x', 'X', 'y', 'z') }),
      { selector: ({ endpointId }) => endpointId, maxLength: 12 },
    );
    fc.assert(
      fc.property(devices, devices, (before, now) => {
        const [list = ''] = (describeChanges(before, now) ?? '').split('. Delete');
        const words = list.split(/[^a-z]+/);
        const idsOf = (some: readonly { readonly endpointId: string }[]) => new Set(some.map((one) => one.endpointId));
        const [known, found] = [idsOf(before), idsOf(now)];
        for (const id of [...known].filter((one) => !found.has(one))) expect(list).toMatch(new RegExp(`\\b${id}\\b`));
        for (const id of [...found].filter((one) => !known.has(one))) expect(list).toMatch(new RegExp(`\\b${id}\\b`));
        const same = before.filter((one) => now.some((other) => JSON.stringify(one) === JSON.stringify(other)));
        const said = [
          'is',
          'now',
          'new',
          'gone',
          'with',
          'another',
          'name',
          'id',
          'than',
          'before',
          'so',
          'that',
          'have',
          'has',
          'them',
          'twice',
          'changed',
        ];
        for (const { endpointId } of same) if (!said.includes(endpointId)) expect(words).not.toContain(endpointId);
      }),
    );
  });
});
