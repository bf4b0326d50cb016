import { describe, expect, it } from 'vitest';
import { captureMetrics } from './captured-metrics.ts';
import { emfProblems } from './emf-rules.ts';
import { schemaProblems } from './emf-schema.ts';

const fixed = Object.fromEntries(Array.from({ length: 28 }, (_, index) => [`fixed${index}`, 'x']));

describe('documents at the limits of the format', () => {
  it('are valid with 100 metrics, 30 dimensions and 100 values, and go no further', () => {
    const { metrics, documents } = captureMetrics({ dimensions: fixed });
    for (let name = 0; name < 130; name += 1) {
      for (let value = 0; value < 120; value += 1) {
        metrics.operations.recordMetric({ name: `m${name}`, value, unit: 'None', dimensions: { route: 'a' } });
      }
    }
    metrics.operations.recordMetric({ name: 'beyond', value: 1, dimensions: { route: 'a', stage: 'b' } });
    expect(metrics.operations.publish()).toBe(130);
    expect(documents().flatMap((document) => [...schemaProblems(document), ...emfProblems(document)])).toEqual([]);
    expect(metrics.operations.getStatus().rejected).toBe(1);
    for (const document of documents()) expect(JSON.stringify(document).length).toBeLessThan(262_144);
  });

  it('stay below 256 KB with the longest names', () => {
    const { metrics, documents } = captureMetrics();
    for (let name = 0; name < 100; name += 1) {
      for (let value = 0; value < 100; value += 1) {
        metrics.operations.recordMetric({ name: `${name}${'\u20ac'.repeat(1_000)}`, value: 1 / 3, unit: 'None' });
      }
    }
    expect(metrics.operations.publish()).toBe(100);
    expect(documents().flatMap(schemaProblems)).toEqual([]);
    for (const document of documents()) expect(Buffer.byteLength(JSON.stringify(document))).toBeLessThan(262_144);
  });

  it('tell the resolution of one second, and the sets of dimensions in documents of their own', () => {
    const { metrics, documents } = captureMetrics();
    metrics.operations.recordMetric({ name: 'Fast', value: 1, resolution: 1 });
    metrics.operations.recordMetric({ name: 'Calls', value: 1, dimensions: { route: 'alexa' } });
    metrics.operations.recordMetric({ name: 'Calls', value: 2, dimensions: { route: 'http' } });
    metrics.operations.publish();
    expect(documents().flatMap(schemaProblems)).toEqual([]);
    expect(documents()).toMatchObject([
      { Fast: 1, _aws: { CloudWatchMetrics: [{ Metrics: [{ Name: 'Fast', StorageResolution: 1 }] }] } },
      { Calls: 1, route: 'alexa', _aws: { CloudWatchMetrics: [{ Dimensions: [['service', 'route']] }] } },
      { Calls: 2, route: 'http' },
    ]);
  });

  it.each<[string, object]>([
    ['too many metrics', { Metrics: Array.from({ length: 101 }, (_, index) => ({ Name: `m${index}` })) }],
    ['too many dimensions', { Dimensions: [Array.from({ length: 31 }, (_, index) => `d${index}`)] }],
    ['another resolution', { Metrics: [{ Name: 'm', StorageResolution: 5 }] }],
    ['a foreign member', { Metrics: [{ Name: 'm', Extra: 1 }] }],
  ])('would be found to have %s', (_what, wrong) => {
    const directive = { Namespace: 'n', Dimensions: [['service']], Metrics: [{ Name: 'm' }], ...wrong };
    expect(schemaProblems({ _aws: { Timestamp: 1, CloudWatchMetrics: [directive] }, m: 1 })).not.toEqual([]);
  });
});
