import type { MetricUnit } from '@hearthgate/contracts';

/** What a name ends with to tell its unit, and the abbreviations that tell it as well. */
const unitSuffixes: Readonly<Record<MetricUnit, readonly string[]>> = {
  Milliseconds: ['_milliseconds', '_ms'],
  Bytes: ['_bytes'],
  Megabytes: ['_megabytes', '_mb'],
  Percent: ['_percent'],
  Count: [],
  None: [],
};

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

  #withUnit(name: string, unit: MetricUnit): string {
    const base = `${this.#prefix}_${snakeCase(name)}`;
    const [suffix = ''] = unitSuffixes[unit];
    return unitSuffixes[unit].some((known) => base.endsWith(known)) ? base : `${base}${suffix}`;
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

/** `MemoryUsedMb` becomes `memory_used_mb`; what has no letter or digit becomes `metric`. */
function snakeCase(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^a-zA-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .toLowerCase();
  return words === '' ? 'metric' : words;
}
