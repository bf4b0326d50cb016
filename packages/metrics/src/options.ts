import { GatewayError, redact, type Variables } from '@hearthgate/kernel';
import type { Destination } from './destination.ts';
import { DIMENSION_SERVICE, isReservedMember } from './emf-document.ts';

/** CloudWatch: at most 30 dimensions; one of them is `service`. */
const MAX_OWN_DIMENSIONS = 29;

/** Printable ASCII with at least one character that is no space, as CloudWatch asks of dimensions. */
const PRINTABLE = /^(?=.*[!-~])[ -~]+$/;
const NAMESPACE = /^(?!AWS\/)[\w./#-][\w./#:-]{0,254}$/;

export interface MetricsOptions {
  /** CloudWatch namespace: 1 to 255 of letters, digits and `._-/#:`, not below `AWS/`. Default `Hearthgate`. */
  readonly namespace?: string | undefined;
  /** Value of the dimension `service`. Default: the variable `AWS_LAMBDA_FUNCTION_NAME`, else `hearthgate`. */
  readonly serviceName?: string | undefined;
  /** How many names may be recorded; further ones are refused. Default 500. */
  readonly maxSeries?: number | undefined;
  /** Further dimensions of every metric, 29 at most. Each distinct value makes new metrics, which cost. Default none. */
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  /**
   * Names that become CloudWatch metrics; the others stay in the document as properties, which can be searched in the
   * log and cost nothing. Default: all.
   */
  readonly publishedMetrics?: readonly string[] | undefined;
  /** Where documents go when no logging peer writes them. Default: standard output, synchronously. */
  readonly destination?: Destination | undefined;
}

/** @internal Options with their defaults in place. */
export interface MetricsSettings {
  readonly namespace: string;
  readonly maxSeries: number;
  /** `service` and further dimensions. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly publishedMetrics: ReadonlySet<string> | undefined;
}

/** @internal Reads options and variables. Throws `METRICS_INVALID_OPTIONS`. */
export function readSettings(options: MetricsOptions, variables: Variables): MetricsSettings {
  const { namespace = 'Hearthgate', maxSeries = 500, dimensions = {}, publishedMetrics } = options;
  if (!NAMESPACE.test(namespace)) {
    refuse('namespace is 1 to 255 of letters, digits and ._-/#: and does not begin with AWS/.');
  }
  if (!Number.isSafeInteger(maxSeries) || maxSeries < 1) refuse('maxSeries is a whole number from 1.');
  const own = Object.entries(dimensions);
  if (own.length > MAX_OWN_DIMENSIONS) refuse(`dimensions has at most ${MAX_OWN_DIMENSIONS} members.`);
  for (const [name, value] of own) checkDimension(name, value);
  const service = options.serviceName ?? (variables.AWS_LAMBDA_FUNCTION_NAME || 'hearthgate');
  checkValue('serviceName', service);
  return {
    namespace,
    maxSeries,
    dimensions: { [DIMENSION_SERVICE]: service, ...dimensions },
    publishedMetrics: publishedMetrics === undefined ? undefined : new Set(publishedMetrics),
  };
}

function checkDimension(name: string, value: string): void {
  if (!PRINTABLE.test(name) || name.length > 250 || name.startsWith(':')) {
    refuse('a name in dimensions is 1 to 250 printable ASCII characters and does not begin with a colon.');
  }
  if (isReservedMember(name)) refuse(`${name} is written by the gateway itself and cannot be a dimension.`);
  checkValue(`dimensions.${name}`, value);
}

function checkValue(name: string, value: unknown): void {
  if (typeof value !== 'string' || !PRINTABLE.test(value) || value.length > 1_024) {
    refuse(`${name} is a text of 1 to 1024 printable ASCII characters.`);
  }
  if ((redact({ [name]: value }) as Record<string, unknown>)[name] !== value) {
    refuse(`${name} looks like a secret; dimensions are visible to everybody who sees metrics.`);
  }
}

function refuse(what: string): never {
  throw new GatewayError('METRICS_INVALID_OPTIONS', `Option of metrics: ${what}`);
}
