import { describe, expect, it } from 'vitest';
import { captureMetrics } from './captured-metrics.ts';
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

  it('are Prometheus text: counts as counters, all else as summaries, operations with labels', () => {
    const { metrics } = captureMetrics({ serviceName: 'a "b" \\c' });
    for (const value of [1, 2]) metrics.operations.recordMetric({ name: 'ColdStart', value });
    metrics.operations.recordMetric({ name: 'Duration', value: 12.5, unit: 'Milliseconds' });
    metrics.operations.recordMetric({ name: 'MemoryUsedMb', value: 64, unit: 'Megabytes' });
    metrics.operations.recordMetric({ name: 'Drift', value: -4 });
    const text = metrics.operations.exportMetrics({ format: 'prometheus' });
    expect(text).toContain(
      '# HELP hearthgate_cold_start_total ColdStart, unit Count.\n' +
        '# TYPE hearthgate_cold_start_total counter\n' +
        'hearthgate_cold_start_total{service="a \\"b\\" \\\\c"} 3\n',
    );
    const families = parsePrometheus(text);
    const service = 'a "b" \\c';
    expect(families.get('hearthgate_duration_milliseconds')).toMatchObject({
      type: 'summary',
      samples: [
        { name: 'hearthgate_duration_milliseconds_sum', labels: { service }, value: 12.5 },
        { name: 'hearthgate_duration_milliseconds_count', labels: { service }, value: 1 },
      ],
    });
    expect(families.get('hearthgate_memory_used_mb')?.type).toBe('summary');
    expect(families.get('hearthgate_drift')?.samples[0]).toMatchObject({ value: -4 });
    const labels = { service, gateway: 'metrics', operation: 'recordMetric' };
    expect(families.get('hearthgate_operation_calls_total')?.samples).toEqual([
      { name: 'hearthgate_operation_calls_total', labels, value: 5 },
    ]);
    expect(families.get('hearthgate_operation_errors_total')?.samples).toMatchObject([{ value: 0 }]);
    expect(families.get('hearthgate_operation_duration_milliseconds')?.type).toBe('summary');
    expect(families.get('hearthgate_operation_duration_max_milliseconds')?.type).toBe('gauge');
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
    const help = [...families.values()].map((family) => family.help).filter((text) => text.includes(', unit'));
    expect(help).toHaveLength(10);
    expect([...families.keys()].every((name) => name.startsWith('_7_home_'))).toBe(true);
  });

  it('are refused in any other format', () => {
    const error = { code: 'METRICS_UNKNOWN_FORMAT' };
    const { execute } = captureMetrics().metrics;
    expect(execute('exportMetrics', { format: 'xml' as never })).toMatchObject({ success: false, error });
  });
});
