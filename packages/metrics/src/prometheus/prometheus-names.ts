import type { MetricUnit } from '@hearthgate/contracts';
import { type BaseUnit, units } from '../recording/units.ts';

/** Endings of a name that tell its unit already. */
const SHORT_FORMS: Readonly<Partial<Record<MetricUnit, string>>> = {
  Milliseconds: 'ms',
  Microseconds: 'us',
  Kilobytes: 'kb',
  Megabytes: 'mb',
  Gigabytes: 'gb',
};

const NUMBER: BaseUnit = { name: '', factor: 1 };

/** A number in the base unit, without the digits that the conversion makes up. */
export function inBaseUnit(value: number, unit: MetricUnit): number {
  const { factor } = units.get(unit) ?? NUMBER;
  return factor === 1 ? value : Number((value * factor).toPrecision(12));
}

/** Hands out names of metric families: valid, in snake case, and none twice, whatever the metrics are called. */
export class PrometheusNames {
  readonly #prefix: string;
  readonly #taken = new Set<string>();

  constructor(namespace: string) {
    const prefix = snakeCase(namespace);
    this.#prefix = /^[0-9]/.test(prefix) ? `_${prefix}` : prefix;
  }

  counter(name: string): string {
    const base = `${this.#prefix}_${snakeCase(name)}`;
    return this.#claim(base.endsWith('_total') ? base.slice(0, -'_total'.length) : base, '_total', ['']);
  }

  gauge(name: string, unit: MetricUnit): string {
    return this.#claim(this.#withUnit(name, unit), '', ['']);
  }

  summary(name: string, unit: MetricUnit): string {
    return this.#claim(this.#withUnit(name, unit), '', ['', '_sum', '_count']);
  }

  /** Prometheus wants base units, told by the end of the name (https://prometheus.io/docs/practices/naming/). */
  #withUnit(name: string, unit: MetricUnit): string {
    const { name: base } = units.get(unit) ?? NUMBER;
    const own = snakeCase(name);
    if (base === '') return `${this.#prefix}_${own}`;
    const told = [base, snakeCase(unit), SHORT_FORMS[unit]].find((one) => own.endsWith(`_${one}`)) ?? '';
    const stem = told === '' ? own : own.slice(0, -told.length - 1);
    return `${this.#prefix}_${stem}_${base}`;
  }

  /** The first free name of `base`, `base_2`, `base_3` and so on, taken with all the samples it will have. */
  #claim(base: string, ending: string, sampleSuffixes: readonly string[]): string {
    for (let number = 1; ; number += 1) {
      const name = `${base}${number === 1 ? '' : `_${number}`}${ending}`;
      const samples = sampleSuffixes.map((suffix) => `${name}${suffix}`);
      if (samples.some((sample) => this.#taken.has(sample))) continue;
      for (const sample of samples) this.#taken.add(sample);
      return name;
    }
  }
}

/** Dimensions as labels: names in snake case, none twice, none that the text itself uses. */
export function labelNames(dimensions: Readonly<Record<string, string>> = {}): Record<string, string> {
  const taken = new Set(['service', 'quantile', 'gateway', 'operation']);
  const labels: Record<string, string> = {};
  for (const [dimension, value] of Object.entries(dimensions)) {
    const base = snakeCase(dimension).replace(/^(?=[0-9])/, '_');
    let label = base;
    for (let number = 2; taken.has(label); number += 1) label = `${base}_${number}`;
    taken.add(label);
    labels[label] = value;
  }
  return labels;
}

/** `MemoryUsedMb` becomes `memory_used_mb`; what has no letter or digit becomes `metric`. */
function snakeCase(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^a-zA-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .toLowerCase();
  return words === '' ? 'metric' : words;
}
