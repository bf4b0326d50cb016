import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentWriter, redact } from '../src/index.ts';
import { KNOWN, texts, values } from './secret-like.ts';

type Members = Readonly<Record<string, unknown>>;

const redaction = (value: unknown) => redact(value, KNOWN);
const redactions = { redaction, lastResort: redaction };
const isKnown = (text: string) => KNOWN.some((secret) => text.includes(secret));

/** Numbers under names that say nothing, as they stand in a head. */
const heads = fc.dictionary(fc.constantFrom('Invocations', 'Duration', 'Errors', 'Rooms'), fc.integer());
const objects = fc.dictionary(fc.oneof(texts, fc.constantFrom('correlation_id', 'room', 'token')), values);

function headOf(members: Members): string {
  return JSON.stringify(members).slice(1, -1);
}

describe('the text of a document', () => {
  it('is its head and the JSON of its redacted members, whatever was written before', () => {
    const writer = new DocumentWriter();
    fc.assert(
      fc.property(heads, objects, (head, members) => {
        fc.pre(!isKnown(headOf(head)));
        const parts = [headOf(head), headOf(redaction(members) as Members)];
        const text = writer.textOf(headOf(head), members, KNOWN, redactions);
        expect(text).toBe(`{${parts.filter((part) => part !== '').join(',')}}`);
        if (writer.isAscii) expect(Buffer.byteLength(text)).toBe(text.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has no known secret of its head, whose members are then redacted like the others', () => {
    const secrets = KNOWN.filter((secret) => JSON.stringify(secret) === `"${secret}"`);
    expect(secrets.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.constantFrom(...secrets), objects, (secret, members) => {
        const head = { note: `before ${secret}` };
        const text = new DocumentWriter().textOf(headOf(head), members, KNOWN, redactions);
        expect(text).toBe(JSON.stringify(redaction({ ...head, ...members })));
        expect(text).not.toContain(secret);
      }),
    );
  });

  it.each<[string, (value: unknown) => unknown]>([
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
    ['answers nothing', () => undefined],
    ['answers what JSON cannot hold', () => ({ data: { big: 1n } })],
    ['answers a list', () => ({ data: ['hidden'] })],
  ])('is one object without secrets where the first redaction %s', (_, first) => {
    const text = new DocumentWriter().textOf('"One":1', { password: 'p', room: 'hall' }, [], {
      redaction: first,
      lastResort: redaction,
    });
    expect(JSON.parse(text)).toMatchObject({ One: 1 });
    expect(text).not.toContain('"p"');
  });
});
