/** Everything that is assumed and not measured. `docs/cost.md` prints it. */
export const assumptions = {
  /** The deployment's own template. */
  architecture: 'arm64',
  /** Metrics with `defaultMetrics` and one more, alarms of the template. */
  customMetrics: 9,
  alarms: 3,
  logDays: 14,
  /** A log is kept compressed; CloudWatch's page reckons with so much of its size. */
  logCompression: 0.15,
  /** Lambda's own `platform.start` and `platform.report` at system level INFO, as JSON, with one `initStart` a start. */
  platformBytes: 560,
  platformInitBytes: 260,
  platformLines: 2,
  /** CloudWatch adds so much to each event when it limits a batch; whether it bills it, its pages do not say. */
  bytesPerLine: 26,
  /** AWS's own month in its calculators. */
  hoursPerMonth: 730,
  /** Until the home's answer is there: median and spread (sigma of the logarithm), milliseconds. */
  wait: {
    control: { medianMs: 110, sigma: 0.6 },
    report: { medianMs: 90, sigma: 0.6 },
    discovery: { medianMs: 450, sigma: 0.5 },
    skill: { medianMs: 350, sigma: 0.6 },
  },
  /** One way and back between function and home; a new connection takes two of them before the request (TCP, TLS 1.3). */
  roundTripMs: 40,
  /** A home that is silent: two attempts to connect of 3 s each, and the pause between them. */
  silentMs: 6_100,
  /** Before a start, while Lambda finds a place and brings the code; not billed. AWS gives no figure. */
  placementMs: 150,
  /** An idle environment is kept for so long: measured by others (mikhail.io, 2019); AWS gives no figure. */
  idleMs: 600_000,
  /** "Every few hours" AWS ends environments that are in use (Lambda developer guide, execution environment). */
  lifetimeMs: [7_200_000, 14_400_000],
  /** Lambda quotas, default; new accounts begin with fewer. */
  concurrency: 1_000,
  /** Lambda developer guide, "Lambda scaling behavior": 1,000 environments every 10 s, refilled continuously. */
  scaling: { burst: 1_000, perSecond: 100 },
  /** Lambda quotas: environment variables of a function, and its resource policy. */
  environmentBytes: 4_096,
  policyBytes: 20_480,
  /** What a home asks on a day. */
  day: {
    controls: 20,
    /** The app is opened so often, and asks the state of so many devices, within so many seconds. */
    appOpenings: 4,
    devicesAsked: 12,
    appSeconds: 2,
    skillTurns: 3,
    discoveries: 0.1,
    /** Routines begin at the full hour, within so many seconds, and say so many directives each. */
    routines: 2,
    directivesEach: 3,
    routineSeconds: 10,
  },
  /** Share of a day's load in each hour, home time; all homes in one time zone, which is the worst case. */
  hours: [5, 3, 2, 2, 3, 12, 35, 70, 60, 40, 35, 38, 45, 42, 38, 42, 55, 80, 100, 105, 95, 75, 48, 20],
  /** Homes that are down all day, one half of them silent, the other refusing; and an ISP that fails for ten minutes. */
  down: 0.01,
  outage: { share: 0.3, fromMs: 72_900_000, untilMs: 73_500_000 },
  /** The bridge's own figures (apps/ha-extension/src/bridge/home-client.ts, packages/circuit-breaker, packages/http-client). */
  breaker: { threshold: 5, openMs: 10_000, kept: 100, refreshMs: 5_000, waitMs: 250 },
  pools: { kept: 32, keepAliveMs: 60_000 },
  /** A read of the table from a function in the same region. */
  tableMs: 6,
  /** Alexa gives up then, and the bridge answers half a second earlier, whatever it waits for. */
  alexaLimitMs: 8_000,
  answersWithinMs: 7_500,
} as const;

export type Assumptions = typeof assumptions;

export const daysPerMonth: number = assumptions.hoursPerMonth / 24;
