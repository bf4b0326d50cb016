import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createUtilityGateway } from '../src/index.ts';

const { operations, execute } = createUtilityGateway();
const render = (value: string, escapeFor: 'html' | 'json' | 'url') =>
  operations.renderTemplate({ template: '{{value}}', values: { value }, escapeFor });

it('gives back every value that is read as what it was escaped for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (value) => {
      expect(JSON.parse(`"${await render(value, 'json')}"`)).toBe(value);
      expect(decodeURIComponent(await render(value, 'url'))).toBe(value);
      expect(await render(value, 'html')).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
    }),
  );
});

it('answers any template with a text or a refusal that says where', async () => {
  const pieces = fc.constantFrom(
    '{{',
    '}}',
    '{{{',
    '}}}',
    '#',
    '^',
    '/',
    '!',
    '&',
    'a',
    'a.b',
    '.',
    ' ',
    '\n',
    '{{#a}}',
    '{{/a}}',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 20 }), async (parts) => {
      const response = await execute('renderTemplate', { template: parts.join(''), values: { a: [{ b: 1 }] } });
      if (!response.success) expect(response.error.code).toBe('UTILITY_INVALID_TEMPLATE');
    }),
    { numRuns: 2_000 },
  );
});
