import { describe, expect, it } from 'vitest';
import { captureLogging } from './captured-logging.ts';

const wide = (members: number, text: string) =>
  Object.fromEntries(Array.from({ length: members }, (_, index) => [`member${index}`, text]));

describe('a line beyond the greatest size', () => {
  it.each([
    ['a long message', 'm'.repeat(1_000_000), {}],
    ['a long text in data', 'short', { body: '€'.repeat(500_000) }],
    ['many members', 'short', wide(50_000, 'text')],
    [
      'a long list',
      'short',
      { list: Array.from({ length: 8_000 }, (_, index) => ({ index, text: 'some text of an item' })) },
    ],
    ['long names', 'short', { ['n'.repeat(400_000)]: 1 }],
    ['texts that grow when they are escaped', 'short', { control: '\u0001'.repeat(100_000) }],
  ])('is shortened for %s, stays one valid line and says so', (_kind, message, data) => {
    const { logging, text, last } = captureLogging();
    logging.operations.warning({ message, data });
    expect(Buffer.byteLength(text[0] ?? '')).toBeLessThanOrEqual(200_000);
    expect(last()).toMatchObject({ level: 'WARN', gateway_chain: ['logging'] });
    expect(last().shortened_from_bytes).toBeGreaterThan(200_000);
  });

  it('keeps to the smallest bound that may be set', () => {
    const { logging, text, last } = captureLogging({ maxLineBytes: 4_000, serviceName: 's'.repeat(1_000) });
    const error = new Error('e'.repeat(9_000), { cause: new Error('c'.repeat(9_000)) });
    logging.operations.error({ message: '\u0001'.repeat(9_000), error, data: wide(500, '€'.repeat(500)) });
    expect(Buffer.byteLength(text[0] ?? '')).toBeLessThanOrEqual(4_000);
    expect(last()).toHaveProperty('error');
  });

  it('is left alone when it fits', () => {
    const { logging, last } = captureLogging();
    logging.operations.info({ message: 'm'.repeat(190_000) });
    expect(last().message).toHaveLength(190_000);
    expect(last()).not.toHaveProperty('shortened_from_bytes');
  });

  it('is kept small in the ring', () => {
    const { logging } = captureLogging();
    for (let line = 0; line < 200; line += 1)
      logging.operations.info({ message: 'm', data: { body: 'b'.repeat(150_000) } });
    const [entry] = logging.operations.getEntries({ limit: 1 });
    expect(entry?.data?.shortened_from_bytes).toBeGreaterThan(150_000);
    expect(JSON.stringify(logging.operations.getEntries({ limit: 200 })).length).toBeLessThan(200 * 10_000);
  });
});
