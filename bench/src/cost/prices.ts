import { awsPrices, type CostPrices } from '@hearthgate/metrics';

/**
 * What the cost of a whole deployment needs beyond `awsPrices`, in US dollars, us-east-1. It stands here and not in the
 * metrics package because a running function sees none of it: the package prices what it counts, and is published.
 */
export interface DeploymentPrices extends CostPrices {
  readonly alarms: Priced;
  /** A month of a GB of log as CloudWatch keeps it, compressed. */
  readonly logStorage: Priced;
  readonly tableReadUnits: Priced;
  readonly tableWriteUnits: Priced;
  readonly tableStorage: Priced;
  readonly dataOut: Priced;
}

/** Dates are those of the copies of AWS's page, or of pages that quote it, that were at hand in November 2026. */
export interface Priced {
  /** Free in each month, for the whole account. */
  readonly free: number;
  readonly usdEach: number;
  readonly page: string;
  readonly section: string;
  /** `2026-02` */
  readonly asOf: string;
}

export const BYTES_PER_GIGABYTE = 1_073_741_824;

const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const EC2 = 'https://aws.amazon.com/ec2/pricing/on-demand/';

export const prices: DeploymentPrices = {
  ...awsPrices,
  alarms: {
    free: 10,
    usdEach: 0.1,
    page: CLOUDWATCH,
    section: 'Free tier; Alarms, standard resolution',
    asOf: '2026-02',
  },
  // The 5 GB that are free are those of `freeLogBytes`: they are spent on what comes in.
  logStorage: {
    free: 0,
    usdEach: 0.03 / BYTES_PER_GIGABYTE,
    page: CLOUDWATCH,
    section: 'Logs, Store (Archival)',
    asOf: '2026-02',
  },
  // The 25 capacity units that are free are for provisioned tables only; the deployment's table is paid by request.
  tableReadUnits: {
    free: 0,
    usdEach: 0.125 / 1e6,
    page: DYNAMODB,
    section: 'Read request units, since November 2024',
    asOf: '2025-07',
  },
  tableWriteUnits: {
    free: 0,
    usdEach: 0.625 / 1e6,
    page: DYNAMODB,
    section: 'Write request units, since November 2024',
    asOf: '2025-07',
  },
  tableStorage: {
    free: 25 * BYTES_PER_GIGABYTE,
    usdEach: 0.25 / BYTES_PER_GIGABYTE,
    page: DYNAMODB,
    section: 'Data storage, Standard table class',
    asOf: '2025-07',
  },
  // Lambda pricing, "Data transfer": at the rates of EC2.
  dataOut: {
    free: 100 * BYTES_PER_GIGABYTE,
    usdEach: 0.09 / BYTES_PER_GIGABYTE,
    page: EC2,
    section: 'Data transfer out to the Internet, first 10 TB a month',
    asOf: '2026-06',
  },
};

/** Lambda's logs cost less with volume: CloudWatch pricing, "Logs", since May 2025. From so many bytes a month on. */
const logTiers: readonly { readonly fromBytes: number; readonly usdPerByte: number }[] = [
  { fromBytes: 0, usdPerByte: prices.usdPerLogByte },
  { fromBytes: 10_240 * BYTES_PER_GIGABYTE, usdPerByte: prices.usdPerLogByte * 0.5 },
  { fromBytes: 30_720 * BYTES_PER_GIGABYTE, usdPerByte: prices.usdPerLogByte * 0.2 },
  { fromBytes: 51_200 * BYTES_PER_GIGABYTE, usdPerByte: prices.usdPerLogByte * 0.1 },
];

/** What a month's ingestion costs beyond what is free. */
export function logCostUsd(bytes: number): number {
  const paid = Math.max(0, bytes - prices.freeLogBytes);
  return logTiers.reduce((sum, { fromBytes, usdPerByte }, at) => {
    const upTo = logTiers[at + 1]?.fromBytes ?? Infinity;
    return sum + Math.max(0, Math.min(paid, upTo) - fromBytes) * usdPerByte;
  }, 0);
}
