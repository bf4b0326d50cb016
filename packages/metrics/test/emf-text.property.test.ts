import { DocumentWriter, redact } from '@hearthgate/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EmfDirectives } from '../src/emf/emf-directives.ts';
import { type EmfDocument, emfDocuments } from '../src/emf/emf-document.ts';
import type { MetricValues } from '../src/series/metric-values.ts';

const names = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  fc.constantFrom('Duration', 'a"b', 'a\\b', 'ä', '__proto__'),
);
const dimensions = fc.option(fc.record({ route: fc.constantFrom('a', 'b"c') }), { nil: undefined });
const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom(0, 1e21, 1e-7),
);
const series = fc.record({ name: names, unit: fc.constantFrom('Count', 'Milliseconds'), dimensions });
/** The same series again and again, in other orders, with other values: as invocations record them. */
const histories = fc.uniqueArray(series, { minLength: 1, maxLength: 6, selector: ({ name }) => name }).chain((known) =>
  fc.array(
    fc.shuffledSubarray(known, { minLength: 1 }).chain((some) =>
      fc.tuple(
        ...some.map((identity) =>
          fc.record({
            identity: fc.constant(identity),
            values: fc.array(numbers, { minLength: 1, maxLength: 4 }),
            resolution: fc.constantFrom(1, 60),
          }),
        ),
      ),
    ),
    { minLength: 1, maxLength: 6 },
  ),
);

/** The document as an object, as the format describes it. */
function documentOf(metrics: readonly MetricValues[], published: ReadonlySet<string> | undefined, at: number): object {
  const all = { service: 's', ...metrics[0]?.identity.dimensions };
  const told = metrics.filter(({ identity }) => published?.has(identity.name) ?? true);
  const directive = {
    Namespace: 'N',
    Dimensions: [Object.keys(all)],
    Metrics: told.map(({ identity: { name, unit }, resolution }) => ({
      Name: name,
      Unit: unit,
      ...(resolution === 1 && { StorageResolution: 1 }),
    })),
  };
  const document = {
    ...(told.length > 0 && { _aws: { Timestamp: at, CloudWatchMetrics: [directive] } }),
    ...all,
  };
  const members = metrics.map(
    ({ identity, values }) => [identity.name, values.length === 1 ? values[0] : values] as const,
  );
  // Not by assigning, which would set the prototype.
  for (const [name, value] of [...members, ['correlation_id', 'c'] as const]) {
    Object.defineProperty(document, name, { value, enumerable: true, configurable: true });
  }
  return document;
}

describe('the text of a document', () => {
  it('is the JSON of the document, whatever was written before', () => {
    const publishedSets = fc.option(fc.uniqueArray(names, { maxLength: 4 }), { nil: undefined });
    fc.assert(
      fc.property(histories, publishedSets, fc.boolean(), (history, some, redacts) => {
        const publishedMetrics = some === undefined ? undefined : new Set(some);
        const directives = new EmfDirectives({ namespace: 'N', dimensions: { service: 's' }, publishedMetrics });
        const redaction = (value: unknown) => (redacts ? redact(value) : value);
        const writer = new DocumentWriter();
        for (const [at, metrics] of (history as unknown as readonly MetricValues[][]).entries()) {
          const facts = { timestampMs: at, properties: { correlation_id: 'c' } };
          const documents: readonly EmfDocument[] = emfDocuments(facts, metrics, directives);
          const lines = documents.map(({ head, members }) =>
            writer.textOf(head, members, [], { redaction, lastResort: redact }),
          );
          const groups = Map.groupBy(metrics, ({ identity }) => JSON.stringify(identity.dimensions));
          const expected = [...groups.values()].map((group) => {
            const isTold = ({ identity }: MetricValues) => publishedMetrics?.has(identity.name) ?? true;
            const ordered = [...group.filter(isTold), ...group.filter((one) => !isTold(one))];
            return documentOf(ordered, publishedMetrics, at);
          });
          expect(lines.map(plain)).toEqual(expected.map((one) => plain(JSON.stringify(one))));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Objects put names that are whole numbers first; the order of members means nothing to who reads them. */
function plain(line: string): unknown {
  return /"\d+":/.test(line) ? JSON.parse(line) : line;
}
