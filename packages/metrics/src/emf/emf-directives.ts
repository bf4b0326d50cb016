import type { MetricValues } from '../series/metric-values.ts';
import type { SeriesIdentity } from '../series/series.ts';

/** What is the same in all documents of the same series, as JSON text. */
export interface DocumentShape {
  readonly series: readonly SeriesIdentity[];
  readonly resolutions: readonly (1 | 60)[];
  /** What stands behind the timestamp: the directive, and the dimensions as members. */
  readonly text: string;
  /** The name of each series as that of a member: `,"Duration":` */
  readonly members: readonly string[];
  /** The series that CloudWatch reads from it. */
  readonly published: readonly SeriesIdentity[];
  /** Characters of all names. */
  readonly nameLength: number;
  /** Whether all of it is ASCII, as the numbers are: then a document has as many bytes as characters. */
  readonly isAscii: boolean;
}

export interface DirectiveSettings {
  readonly namespace: string;
  /** Those that all series have. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Names that become metrics; the others are properties. Absent: all. */
  readonly publishedMetrics?: ReadonlySet<string> | undefined;
}

/** Says which members of a document are metrics. A function records the same few again and again, so it is kept as text. */
export class EmfDirectives {
  readonly #settings: DirectiveSettings;
  /** By the first series of a document. */
  readonly #shapes = new WeakMap<SeriesIdentity, DocumentShape>();

  constructor(settings: DirectiveSettings) {
    this.#settings = settings;
  }

  /** The shape of a document of these series, which have the same dimensions. */
  shapeOf(first: MetricValues, metrics: readonly MetricValues[]): DocumentShape {
    let shape = this.#shapes.get(first.identity);
    if (shape === undefined || !isOf(shape, metrics)) {
      shape = this.#make(first, metrics);
      this.#shapes.set(first.identity, shape);
    }
    return shape;
  }

  /** The shape of a document that was made of these series before; none when another was made since. */
  knownShape(metrics: readonly MetricValues[]): DocumentShape | undefined {
    const first = metrics[0];
    const shape = first === undefined ? undefined : this.#shapes.get(first.identity);
    return shape !== undefined && isOf(shape, metrics) ? shape : undefined;
  }

  isPublished({ name }: SeriesIdentity): boolean {
    return this.#settings.publishedMetrics?.has(name) ?? true;
  }

  #make({ identity }: MetricValues, metrics: readonly MetricValues[]): DocumentShape {
    const dimensions = { ...this.#settings.dimensions, ...identity.dimensions };
    const published = metrics.filter((one) => this.isPublished(one.identity));
    const directive = {
      Namespace: this.#settings.namespace,
      Dimensions: [Object.keys(dimensions)],
      Metrics: published.map(({ identity: { name, unit }, resolution }) => ({
        Name: name,
        Unit: unit,
        ...(resolution === 1 ? { StorageResolution: 1 } : {}),
      })),
    };
    const dimensionsText = JSON.stringify(dimensions).slice(1, -1);
    const text =
      published.length === 0
        ? dimensionsText
        : `,"CloudWatchMetrics":${JSON.stringify([directive])}},${dimensionsText}`;
    const members = metrics.map(({ identity: { name } }) => `,${JSON.stringify(name)}:`);
    return {
      series: metrics.map((one) => one.identity),
      resolutions: metrics.map(({ resolution }) => resolution),
      text,
      members,
      published: published.map((one) => one.identity),
      nameLength: metrics.reduce((sum, { identity: { name } }) => sum + name.length, 0),
      isAscii: /^[ -~]*$/.test(text + members.join('')),
    };
  }
}

function isOf({ series, resolutions }: DocumentShape, metrics: readonly MetricValues[]): boolean {
  if (series.length !== metrics.length) return false;
  for (let index = 0; index < series.length; index += 1) {
    const { identity, resolution } = metrics[index] as MetricValues;
    if (series[index] !== identity || resolutions[index] !== resolution) return false;
  }
  return true;
}
