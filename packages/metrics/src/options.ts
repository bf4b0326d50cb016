import type { CostProtection } from '@hearthgate/contracts';
import { GatewayError, redact, type Variables } from '@hearthgate/kernel';
import type { CostRules } from './cost/cost-report.ts';
import { awsPrices, type CostPrices } from './cost/prices.ts';
import type { Destination } from './destination.ts';
import { DIMENSION_SERVICE, isReservedMember } from './emf/emf-document.ts';
import { isDimensionName, isDimensionValue, MAX_DIMENSIONS } from './recording/dimension-guard.ts';

/** One of the dimensions is `service`. */
const MAX_OWN_DIMENSIONS = MAX_DIMENSIONS - 1;
/** Levels of Lambda's filter that drop what has none, as that counts as `INFO`. */
const STRICT_FILTERS: readonly string[] = ['WARN', 'ERROR', 'FATAL'];

const NAMESPACE = /^(?!AWS\/)[\w./#-][\w./#:-]{0,254}$/;

export interface CostOptions {
  /** The part of the account's free tier that this function may use, above 0 to 1. Default 1. */
  readonly freeTierShare?: number | undefined;
  /** Used part from which `monitorCost` advises `reduce`. Default 0.8. */
  readonly reduceAt?: number | undefined;
  /** Used part from which it advises the strongest protection. Default 1. */
  readonly stopAt?: number | undefined;
  /** The strongest advice that is given. Default `reduce`: a function that should rather stop than cost says `stop`. */
  readonly strongestProtection?: CostProtection | undefined;
  /** Default: `awsPrices`, those of us-east-1. */
  readonly prices?: CostPrices | undefined;
}

export interface MetricsOptions {
  /** CloudWatch namespace: 1 to 255 of letters, digits and `._-/#:`, not below `AWS/`. Default `Hearthgate`. */
  readonly namespace?: string | undefined;
  /** Value of the dimension `service`. Default: the variable `AWS_LAMBDA_FUNCTION_NAME`, else `hearthgate`. */
  readonly serviceName?: string | undefined;
  /** How many series may be recorded, each a name with its own dimensions; further ones are refused. Default 500. */
  readonly maxSeries?: number | undefined;
  /** Further dimensions of every metric, 29 at most. Each distinct value makes new metrics, which cost. Default none. */
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  /**
   * Names that become CloudWatch metrics; the others stay in the document as properties, which can be searched in the
   * log and cost nothing. Default: all.
   */
  readonly publishedMetrics?: readonly string[] | undefined;
  /** What `monitorCost` reckons with. */
  readonly cost?: CostOptions | undefined;
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
  readonly serviceName: string;
  readonly cost: CostRules;
  /** What the function may use: the variable `AWS_LAMBDA_FUNCTION_MEMORY_SIZE`, absent outside Lambda. */
  readonly memoryMb: number | undefined;
  /** What Lambda lets through of a log in JSON, when that is less than `INFO`: the variable `AWS_LAMBDA_LOG_LEVEL`. */
  readonly logFilter: string | undefined;
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
    serviceName: service,
    cost: readCostRules(options.cost ?? {}),
    memoryMb: positive(Number(variables.AWS_LAMBDA_FUNCTION_MEMORY_SIZE)),
    logFilter: STRICT_FILTERS.find((level) => level === variables.AWS_LAMBDA_LOG_LEVEL),
  };
}

function readCostRules(cost: CostOptions): CostRules {
  const { freeTierShare = 1, reduceAt = 0.8, stopAt = 1, strongestProtection = 'reduce', prices = awsPrices } = cost;
  const isShare = (value: number) => value > 0 && value <= 1;
  if (!isShare(freeTierShare)) refuse('cost.freeTierShare is a number above 0 and up to 1.');
  if (!(reduceAt > 0) || !(stopAt >= reduceAt)) refuse('cost.reduceAt is above 0, and cost.stopAt no less than it.');
  if (!['none', 'reduce', 'stop'].includes(strongestProtection)) {
    refuse('cost.strongestProtection is none, reduce or stop.');
  }
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';
  return { freeTierShare, reduceAt, stopAt, strongestProtection, prices, architecture };
}

function positive(value: number): number | undefined {
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

function checkDimension(name: string, value: string): void {
  if (isReservedMember(name)) refuse(`${name} is written by the gateway itself and cannot be a dimension.`);
  if (!isDimensionName(name)) {
    refuse('a name in dimensions is 1 to 250 printable ASCII characters and does not begin with a colon.');
  }
  checkValue(`dimensions.${name}`, value);
}

function checkValue(name: string, value: unknown): void {
  if (!isDimensionValue(value)) refuse(`${name} is a text of 1 to 1024 printable ASCII characters.`);
  if ((redact({ [name]: value }) as Record<string, unknown>)[name] !== value) {
    refuse(`${name} looks like a secret; dimensions are visible to everybody who sees metrics.`);
  }
}

function refuse(what: string): never {
  throw new GatewayError('METRICS_INVALID_OPTIONS', `Option of metrics: ${what}`);
}
