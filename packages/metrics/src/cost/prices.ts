/**
 * What AWS charges in us-east-1, in US dollars, and what is free each month for the whole account. Other regions cost
 * more, some of them by a quarter. Prices change: pass `cost.prices` to use others.
 */
export interface CostPrices {
  /** `2026-02`: when the figures were read. */
  readonly asOf: string;
  /** Addresses of the pages that have the figures. */
  readonly sources: readonly string[];
  readonly freeRequests: number;
  readonly usdPerRequest: number;
  readonly freeGbSeconds: number;
  readonly usdPerGbSecond: Readonly<Record<'x64' | 'arm64', number>>;
  readonly freeLogBytes: number;
  readonly usdPerLogByte: number;
  readonly freeCustomMetrics: number;
  /** For a whole month; AWS bills the hours in which a metric was published, so this is the most it can cost. */
  readonly usdPerCustomMetric: number;
}

const BYTES_PER_GIGABYTE = 1_073_741_824;

const LAMBDA_PRICING = 'https://aws.amazon.com/lambda/pricing/';
const CLOUDWATCH_PRICING = 'https://aws.amazon.com/cloudwatch/pricing/';

/** Read in February 2026 and compared in November 2026 with what others quote from the same pages. */
export const awsPrices: CostPrices = {
  asOf: '2026-02',
  sources: [LAMBDA_PRICING, CLOUDWATCH_PRICING],
  // Lambda pricing, "Free tier": a million requests and 400,000 GB-seconds a month, without an end date.
  freeRequests: 1_000_000,
  freeGbSeconds: 400_000,
  // Lambda pricing, "Requests": 0.20 for a million, whatever the architecture.
  usdPerRequest: 0.2 / 1_000_000,
  // Lambda pricing, "Duration", first tier: up to 6 (x86) and 7.5 (Arm) thousand million GB-seconds a month.
  usdPerGbSecond: { x64: 0.000_016_666_7, arm64: 0.000_013_333_4 },
  // CloudWatch pricing, "Free tier", "Logs": 5 GB of ingestion, archive and scanned data together.
  freeLogBytes: 5 * BYTES_PER_GIGABYTE,
  // CloudWatch pricing, "Logs", Lambda logs, first 10 TB a month: 0.50 for a GB, class Standard.
  usdPerLogByte: 0.5 / BYTES_PER_GIGABYTE,
  // CloudWatch pricing, "Free tier", "Metrics": ten.
  freeCustomMetrics: 10,
  // CloudWatch pricing, "Metrics": 0.30 each for the first 10,000.
  usdPerCustomMetric: 0.3,
};
