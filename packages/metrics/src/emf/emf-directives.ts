import type { MetricValues } from '../series/metric-values.ts';

/** Sets of metrics that are remembered; a function records the same few again and again. */
const MAX_KEPT = 32;

/** The part of a document that says which members are metrics. It is the same in most documents, so it is kept as text. */
export class EmfDirectives {
  readonly #namespace: string;
  readonly #kept = new Map<string, string>();

  constructor(namespace: string) {
    this.#namespace = namespace;
  }

  textFor(dimensionNames: readonly string[], metrics: readonly MetricValues[]): string {
    let key = dimensionNames.join('\n');
    // Names hold no control characters, so no two sets share a key.
    for (const { identity, resolution } of metrics) key += `\n\n${identity.name}\n${identity.unit}\n${resolution}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const directive = {
      Namespace: this.#namespace,
      Dimensions: [dimensionNames],
      Metrics: metrics.map(({ identity, resolution }) => ({
        Name: identity.name,
        Unit: identity.unit,
        ...(resolution === 1 ? { StorageResolution: 1 } : {}),
      })),
    };
    const text = JSON.stringify([directive]);
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#kept.set(key, text);
    return text;
  }
}
