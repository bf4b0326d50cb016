/**
 * What AWS charges in us-east-1, in US dollars, and what is free each month for the whole account, as read in February 2026.
 * Other regions cost more, some of them by a quarter. Prices change: pass `cost.prices` to use others.
 */
export interface CostPrices {
  /** `2026-02`: when the figures were read. */
  readonly asOf: string;
  readonly sources: readonly string[];
  readonly freeRequests: number;
  readonly usdPerRequest: number;
  readonly freeGbSeconds: number;
  readonly usdPerGbSecond: Readonly<Record<'x64' | 'arm64', number>>;
  readonly freeLogBytes: number;
  readonly usdPerLogByte: number;
  readonly freeCustomMetrics: number;
  readonly usdPerCustomMetric: number;
}

const BYTES_PER_GIGABYTE = 1_073_741_824;

export const awsPrices: CostPrices = {
  asOf: '2026-02',
  sources: ['https://aws.amazon.com/lambda/pricing/', 'https://aws.amazon.com/cloudwatch/pricing/'],
  freeRequests: 1_000_000,
  usdPerRequest: 0.2 / 1_000_000,
  freeGbSeconds: 400_000,
  usdPerGbSecond: { x64: 0.000_016_666_7, arm64: 0.000_013_333_4 },
  freeLogBytes: 5 * BYTES_PER_GIGABYTE,
  usdPerLogByte: 0.5 / BYTES_PER_GIGABYTE,
  freeCustomMetrics: 10,
  usdPerCustomMetric: 0.3,
};
