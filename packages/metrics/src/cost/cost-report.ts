import type { CostItem, CostProtection, CostReport } from '@hearthgate/contracts';
import type { CostPrices } from './prices.ts';
import type { Usage } from './usage.ts';

const MS_PER_HOUR = 3_600_000;

export interface CostRules {
  /** The part of the account's free tier that this function may use, above 0 to 1. */
  readonly freeTierShare: number;
  /** The used ratios from which protection is advised. */
  readonly reduceAt: number;
  readonly stopAt: number;
  /** The strongest advice that may be given. */
  readonly strongestProtection: CostProtection;
  readonly prices: CostPrices;
  readonly architecture: 'x64' | 'arm64';
}

/** This month's use against the free tier. */
export function costReport(usage: Usage, customMetrics: number, nowMs: number, rules: CostRules): CostReport {
  const { prices } = rules;
  const { requests, gbSeconds, logBytes } = usage.total();
  const item = (name: CostItem['item'], used: number, free: number, usdEach: number): CostItem => ({
    item: name,
    used,
    free,
    usedRatio: used / (free * rules.freeTierShare),
    costUsd: Math.max(0, used - free * rules.freeTierShare) * usdEach,
  });
  const items = [
    item('requests', requests, prices.freeRequests, prices.usdPerRequest),
    item('gbSeconds', gbSeconds, prices.freeGbSeconds, prices.usdPerGbSecond[rules.architecture]),
    item('logBytes', logBytes, prices.freeLogBytes, prices.usdPerLogByte),
    item('customMetrics', customMetrics, prices.freeCustomMetrics, prices.usdPerCustomMetric),
  ];
  const lambdaItems = items.slice(0, 2);
  const [leading] = lambdaItems.sort((left, right) => right.usedRatio - left.usedRatio);
  const usedRatio = leading?.usedRatio ?? 0;
  const protection = protectionAt(usedRatio, rules);
  const projectedRatio = projected(usage, usedRatio, nowMs, rules);
  return {
    month: usage.month,
    items,
    costUsd: items.reduce((sum, { costUsd }) => sum + costUsd, 0),
    usedRatio,
    ...(projectedRatio === undefined ? {} : { projectedRatio }),
    protection,
    ...(protection === 'none' ? {} : { reason: reasonFor(leading, usage.month) }),
    prices: { asOf: prices.asOf, sources: prices.sources },
  };
}

function protectionAt(usedRatio: number, { reduceAt, stopAt, strongestProtection }: CostRules): CostProtection {
  if (strongestProtection === 'none' || usedRatio < reduceAt) return 'none';
  return usedRatio >= stopAt ? strongestProtection : 'reduce';
}

/** At the pace of this environment since it began; environments that are not heard of make it too low. */
function projected(usage: Usage, usedRatio: number, nowMs: number, rules: CostRules): number | undefined {
  const observedMs = nowMs - usage.startedAtMs;
  if (observedMs < MS_PER_HOUR) return undefined;
  const { requests, gbSeconds } = usage.own();
  const { freeRequests, freeGbSeconds } = rules.prices;
  const ownRatio = Math.max(requests / freeRequests, gbSeconds / freeGbSeconds) / rules.freeTierShare;
  return usedRatio + (ownRatio / observedMs) * Math.max(0, usage.endsAtMs - nowMs);
}

function reasonFor(leading: CostItem | undefined, month: string): string {
  const percent = Math.floor((leading?.usedRatio ?? 0) * 100);
  const what = leading?.item === 'gbSeconds' ? 'GB-seconds' : 'requests';
  return `${percent} % of the free ${what} of ${month} are used.`;
}
