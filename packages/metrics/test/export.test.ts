import type { MetricUnit } from '@hearthgate/contracts';
import { runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { captureMetrics } from './captured-metrics.ts';
import { cloudWatchUnits, emfProblems } from './emf-rules.ts';
import { parsePrometheus } from './prometheus-parser.ts';

describe('exported metrics', () => {
  it('are JSON with summaries and the counters of all operations', () => {
    const { metrics } = captureMetrics({ serviceName: 'bridge' });
    metrics.operations.recordMetric({ name: 'Directives', value: 2 });
    metrics.execute('exportMetrics', { format: 'xml' as never });
    const exported = JSON.parse(metrics.operations.exportMetrics({ format: 'json' })) as Record<string, unknown>;
    expect(exported).toMatchObject({
      namespace: 'Hearthgate',
      service: 'bridge',
      metrics: [{ name: 'Directives', unit: 'Count', count: 1, sum: 2, min: 2, max: 2 }],
      operations: { metrics: { recordMetric: { calls: 1, errors: 0 }, exportMetrics: { calls: 1, errors: 1 } } },
    });
  });

  it('leave out what has become a secret since it was recorded, be it a dimension, a name or a number', () => {
    const { metrics, environment } = captureMetrics();
    const { recordMetric, exportMetrics, getSummaries } = metrics.operations;
    runInInvocation(environment, {}, (invocation) => {
      recordMetric({ name: 'Asked', value: 1, dimensions: { Room: 'planted-room-1' } });
      recordMetric({ name: 'Asked', value: 1, dimensions: { Room: 'kitchen' } });
      recordMetric({ name: 'PlantedName1', value: 1 });
      recordMetric({ name: 'Number', value: 8_812_345_678, unit: 'None' });
      const shown = () => [
        ...(['json', 'prometheus'] as const).map((format) => exportMetrics({ format })),
        getSummaries(),
      ];
      const planted = /planted-room-1|planted_?name_?1|8\.?812345678/i;
      for (const text of shown()) expect(JSON.stringify(text)).toMatch(planted);
      invocation.secrets.add('planted-room-1').add('PlantedName1').add('8812345678');
      for (const text of shown()) {
        expect(JSON.stringify(text)).not.toMatch(planted);
        expect(JSON.stringify(text)).toContain('kitchen');
      }
    });
  });

  it('are Prometheus text: counts as counters, all else as summaries, operations with labels', () => {
    const { metrics } = captureMetrics({ serviceName: 'a "b" \\c' });
    for (const value of [1, 2]) metrics.operations.recordMetric({ name: 'ColdStart', value });
    metrics.operations.recordMetric({ name: 'Duration', value: 12.5, unit: 'Milliseconds' });
    metrics.operations.recordMetric({ name: 'MemoryUsedMb', value: 64, unit: 'Megabytes' });
    metrics.operations.recordMetric({ name: 'Drift', value: -4 });
    const text = metrics.operations.exportMetrics({ format: 'prometheus' });
    expect(text).toContain(
      '# HELP hearthgate_cold_start_total ColdStart, recorded with unit Count.\n' +
        '# TYPE hearthgate_cold_start_total counter\n' +
        'hearthgate_cold_start_total{service="a \\"b\\" \\\\c"} 3\n',
    );
    const families = parsePrometheus(text);
    const service = 'a "b" \\c';
    expect(families.get('hearthgate_duration_seconds')).toMatchObject({
      type: 'summary',
      samples: [
        { name: 'hearthgate_duration_seconds', labels: { service, quantile: '0.5' }, value: 0.0125 },
        { name: 'hearthgate_duration_seconds', labels: { service, quantile: '0.95' }, value: 0.0125 },
        { name: 'hearthgate_duration_seconds', labels: { service, quantile: '0.99' }, value: 0.0125 },
        { name: 'hearthgate_duration_seconds_sum', labels: { service }, value: 0.0125 },
        { name: 'hearthgate_duration_seconds_count', labels: { service }, value: 1 },
      ],
    });
    expect(families.get('hearthgate_memory_used_bytes')).toMatchObject({
      type: 'summary',
      samples: expect.arrayContaining([expect.objectContaining({ value: 67_108_864 })]),
    });
    expect(families.get('hearthgate_drift')?.samples[0]).toMatchObject({ value: -4 });
    const labels = { service, gateway: 'metrics', operation: 'recordMetric' };
    expect(families.get('hearthgate_operation_calls_total')?.samples).toEqual([
      { name: 'hearthgate_operation_calls_total', labels, value: 5 },
    ]);
    expect(families.get('hearthgate_operation_errors_total')?.samples).toMatchObject([{ value: 0 }]);
    expect(families.get('hearthgate_operation_duration_seconds')?.type).toBe('summary');
    expect(families.get('hearthgate_operation_duration_max_seconds')?.type).toBe('gauge');
  });

  it('may have any unit of CloudWatch, and have base units in Prometheus', () => {
    const { metrics, documents } = captureMetrics();
    for (const unit of cloudWatchUnits) {
      metrics.operations.recordMetric({ name: `In ${unit}`, value: 2, unit: unit as MetricUnit });
    }
    metrics.operations.recordMetric({ name: 'Sent_kb', value: 3, unit: 'Kilobytes' });
    expect(metrics.operations.publish()).toBe(cloudWatchUnits.size + 1);
    expect(documents().flatMap(emfProblems)).toEqual([]);
    const families = parsePrometheus(metrics.operations.exportMetrics({ format: 'prometheus' }));
    const sumOf = (name: string) => families.get(name)?.samples.find((one) => one.name.endsWith('_sum'))?.value;
    expect(sumOf('hearthgate_in_seconds')).toBe(2);
    expect(sumOf('hearthgate_in_seconds_2')).toBe(0.000_002);
    expect(sumOf('hearthgate_in_seconds_3')).toBe(0.002);
    expect(sumOf('hearthgate_in_bytes_per_second')).toBe(2);
    expect(sumOf('hearthgate_in_bits_4')).toBe(2_000_000_000);
    expect(sumOf('hearthgate_in_per_second')).toBe(2);
    expect(sumOf('hearthgate_sent_bytes')).toBe(3_072);
  });

  it('keep metrics apart whose names become the same', () => {
    const { metrics } = captureMetrics({ namespace: '7/home' });
    for (const name of ['a b', 'a-b', 'aB', '\u00e9', '\u00e8', 'operation_calls', 'a_b_total']) {
      metrics.operations.recordMetric({ name, value: 1 });
    }
    for (const name of ['size', 'size_sum', 'size count']) {
      metrics.operations.recordMetric({ name, value: 1, unit: 'None' });
    }
    const families = parsePrometheus(metrics.operations.exportMetrics({ format: 'prometheus' }));
    const help = [...families.values()]
      .map((family) => family.help)
      .filter((text) => text.includes(', recorded with unit'));
    expect(help).toHaveLength(10);
    expect([...families.keys()].every((name) => name.startsWith('_7_home_'))).toBe(true);
  });

  it('are the lines that publish would write, as EMF, which are not taken by that', () => {
    const { metrics, environment, documents } = captureMetrics();
    runInInvocation(environment, { correlationId: 'c-1' }, () => {
      metrics.operations.recordMetric({ name: 'Directives', value: 2 });
      const lines = metrics.operations.exportMetrics({ format: 'emf' });
      expect(metrics.operations.publish()).toBe(1);
      expect(
        lines
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line)),
      ).toEqual(documents());
      expect(metrics.operations.exportMetrics({ format: 'emf' })).toBe('');
    });
  });

  it('have one series for each set of dimensions, as labels', () => {
    const { metrics } = captureMetrics();
    for (const route of ['alexa', 'http', 'alexa']) {
      metrics.operations.recordMetric({ name: 'Calls', value: 1, dimensions: { '1st Route': route, service: 'own' } });
      metrics.operations.recordMetric({ name: 'Calls', value: 1, dimensions: { '1st Route': route } });
    }
    const families = parsePrometheus(metrics.operations.exportMetrics({ format: 'prometheus' }));
    expect(families.get('hearthgate_calls_total')?.samples.map(({ labels, value }) => [labels, value])).toEqual([
      [{ service: 'hearthgate', _1st_route: 'alexa' }, 2],
      [{ service: 'hearthgate', _1st_route: 'http' }, 1],
    ]);
  });

  it('are refused in any other format', () => {
    const error = { code: 'METRICS_UNKNOWN_FORMAT' };
    const { execute } = captureMetrics().metrics;
    expect(execute('exportMetrics', { format: 'xml' as never })).toMatchObject({ success: false, error });
  });
});
