import type { MetricUnit } from '@hearthgate/contracts';
import type { OperationStatistics } from '@hearthgate/kernel';
import { aggregateOf } from '../series/percentiles.ts';
import type { Series } from '../series/series.ts';
import { inBaseUnit, labelNames, PrometheusNames } from './prometheus-names.ts';

/** Percentiles that each summary tells. */
const QUANTILES: readonly number[] = [50, 95, 99];

type Labels = Readonly<Record<string, string>>;

interface Family {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'summary';
  readonly help: string;
  readonly samples: readonly { readonly suffix?: string; readonly labels: Labels; readonly value: number }[];
}

export interface PrometheusInput {
  readonly namespace: string;
  readonly service: string;
  readonly series: readonly Series[];
  /** Counters by gateway and operation. */
  readonly operations: Readonly<Record<string, Readonly<Record<string, Readonly<OperationStatistics>>>>>;
}

/** Text exposition format 0.0.4 of Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function prometheusText({ namespace, service, series, operations }: PrometheusInput): string {
  const names = new PrometheusNames(namespace);
  const families = [
    ...operationFamilies(operations, service, names),
    ...[...Map.groupBy(series, ({ identity }) => identity.name).values()].map((alike) =>
      seriesFamily(alike, service, names),
    ),
  ];
  return families.map(familyText).join('');
}

function operationFamilies(
  operations: PrometheusInput['operations'],
  service: string,
  names: PrometheusNames,
): Family[] {
  const rows = Object.entries(operations).flatMap(([gateway, table]) =>
    Object.entries(table).map(([operation, statistics]) => ({ labels: { service, gateway, operation }, statistics })),
  );
  if (rows.length === 0) return [];
  return [
    {
      name: names.counter('operation_calls'),
      type: 'counter',
      help: 'Calls of gateway operations.',
      samples: rows.map(({ labels, statistics }) => ({ labels, value: statistics.calls })),
    },
    {
      name: names.counter('operation_errors'),
      type: 'counter',
      help: 'Calls of gateway operations that failed.',
      samples: rows.map(({ labels, statistics }) => ({ labels, value: statistics.errors })),
    },
    {
      name: names.summary('operation_duration', 'Milliseconds'),
      type: 'summary',
      help: 'Time in gateway operations, calls of peers included.',
      samples: rows.flatMap(({ labels, statistics }) =>
        sumAndCount(labels, statistics.totalMs, statistics.calls, 'Milliseconds'),
      ),
    },
    {
      name: names.gauge('operation_duration_max', 'Milliseconds'),
      type: 'gauge',
      help: 'Longest call of a gateway operation.',
      samples: rows.map(({ labels, statistics }) => ({ labels, value: inBaseUnit(statistics.maxMs, 'Milliseconds') })),
    },
  ];
}

/** Counts are counters as long as none was negative, which a counter cannot be; all others are summaries. */
function seriesFamily(alike: readonly Series[], service: string, names: PrometheusNames): Family {
  const { name = '', unit = 'None' } = alike[0]?.identity ?? {};
  const help = `${name}, recorded with unit ${unit}.`;
  const labelsOf = ({ identity }: Series) => ({ service, ...labelNames(identity.dimensions) });
  if (unit === 'Count' && alike.every(({ min }) => min >= 0)) {
    const samples = alike.map((series) => ({ labels: labelsOf(series), value: series.sum }));
    return { name: names.counter(name), type: 'counter', help, samples };
  }
  const samples = alike.flatMap((series) => {
    const labels = labelsOf(series);
    return [...quantiles(series, labels), ...sumAndCount(labels, series.sum, series.count, unit)];
  });
  return { name: names.summary(name, unit), type: 'summary', help, samples };
}

function quantiles(series: Series, labels: Labels): Family['samples'] {
  const { values = [] } = aggregateOf([series], QUANTILES) ?? {};
  return values.map(({ percentile, value }) => ({
    labels: { ...labels, quantile: String(percentile / 100) },
    value: inBaseUnit(value, series.identity.unit),
  }));
}

function sumAndCount(labels: Labels, sum: number, count: number, unit: MetricUnit): Family['samples'] {
  return [
    { suffix: '_sum', labels, value: inBaseUnit(sum, unit) },
    { suffix: '_count', labels, value: count },
  ];
}

function familyText({ name, type, help, samples }: Family): string {
  const lines = samples.map(({ suffix = '', labels, value }) => `${name}${suffix}{${labelText(labels)}} ${value}\n`);
  return `# HELP ${name} ${escaped(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([label, value]) => `${label}="${escaped(value).replaceAll('"', '\\"')}"`)
    .join(',');
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
