import { assumptions } from './assumptions.ts';
import { billOf, totalUsd } from './bill.ts';
import { stretchedMs } from './durations.ts';
import { count, link, markdown, ms, percent, usd } from './format.ts';
import { type Kind, kinds, type Measurement, memorySizesMb, readMeasurement } from './measurement.ts';
import { askedPerDay, isOfDays, monthOf } from './month.ts';
import { freeEdge, perMillion } from './per-million.ts';
import { BYTES_PER_GIGABYTE as GB, type Priced, prices } from './prices.ts';
import { type KeptSimulation, readSimulation, type Step } from './scenarios.ts';
import { mostHomes } from './settings-room.ts';
import { summary } from './summary.ts';

const COLD_SHARES = [0, 0.01, 0.1, 0.8];

/** The tables of `docs/cost.md` by the name of their place. */
export function costSections(): Readonly<Record<string, string>> {
  const measurement = readMeasurement();
  const simulation = readSimulation();
  return {
    summary: summary(measurement, simulation),
    measured: measuredTable(measurement),
    'per-million': perMillionTable(measurement),
    'free-edge': freeEdgeTable(measurement),
    simulation: simulationTable(simulation),
    bills: billsTable(simulation),
    connections: connectionsTable(measurement),
    settings: settingsTable(measurement),
    table: tableUseTable(measurement),
    prices: pricesTable(),
    assumptions: assumptionsTable(),
  };
}

const what: Readonly<Record<Kind, string>> = {
  control: 'a directive that switches',
  report: 'a question for a state',
  discovery: 'a discovery (the demo home)',
  skill: 'a turn of the custom skill',
  down: 'a home that refuses connections',
  open: 'a home whose breaker is open',
};

function measuredTable(measurement: Measurement): string {
  const { init, first, kinds: byKind, date, machine, node, waitMs } = measurement;
  const row = (name: string, { cpuMs, atMemoryMs }: typeof init) => [
    name,
    ms(cpuMs),
    ...memorySizesMb.map((size) => `${ms(atMemoryMs[size])} (${ms(stretchedMs(cpuMs, size))})`),
  ];
  const rows = [
    row('INIT', init),
    row('the first directive', first),
    ...kinds.map((kind) => row(what[kind], byKind[kind].warm)),
  ];
  const table = markdown(['milliseconds', 'CPU time', ...memorySizesMb.map((size) => `${size} MB`)], rows);
  return `${table}\n\nMeasured ${date}, Node ${node}, ${machine}; the home answers after ${waitMs} ms, which are not in the figures. In brackets: the CPU time stretched to the share.`;
}

function perMillionTable(measurement: Measurement): string {
  const rows = COLD_SHARES.flatMap((cold) =>
    memorySizesMb.map((size) => {
      const one = perMillion(measurement, size, cold);
      const figures = [one.requestsUsd, one.durationUsd, one.logsUsd, one.dataOutUsd, one.totalUsd].map(usd);
      return [percent(cold), `${size} MB`, ms(one.billedMs), ...figures];
    }),
  );
  return markdown(['cold', 'memory', 'billed, ms', 'requests', 'duration', 'logs', 'data out', 'USD a million'], rows);
}

function freeEdgeTable(measurement: Measurement): string {
  const rows = [0.01, 0.8].flatMap((cold) =>
    memorySizesMb.map((size) => {
      const { lasts, first, directives } = freeEdge(measurement, size, cold);
      return [percent(cold), `${size} MB`, ...Object.values(lasts).map(count), `${first}, at ${count(directives)}`];
    }),
  );
  return markdown(['cold', 'memory', 'requests', 'GB-seconds', 'logs', 'data out', 'ends first'], rows);
}

function simulationTable({ steps, seed }: KeptSimulation): string {
  const row = (name: string, figure: (step: Step) => string) => [name, ...steps.map(figure)];
  const rows = [
    row('simulated', ({ days }) =>
      isOfDays(days) ? `days: ${count(days.scenario.untilMs / 86_400_000)}` : 'the busiest hour',
    ),
    row('invocations a day', ({ homes }) => count(askedPerDay(homes))),
    row('in the busiest second', ({ days }) => count(days.busiestSecond)),
    row('at once, mean', ({ days }) => `${Number(days.meanConcurrency.toPrecision(2))}`),
    row('at once, most', ({ days }) => count(days.peakConcurrency)),
    row('most without a quota', ({ raised }) => (raised === undefined ? '-' : count(raised.peakConcurrency))),
    row('cold', ({ days }) => percent(days.cold / days.invoked)),
    row('throttled', ({ days }) => percent(days.throttled / days.arrived)),
    row('throttled without a quota', ({ raised }) =>
      raised === undefined ? '-' : percent(raised.throttled / raised.arrived),
    ),
    row('p50 / p95 / p99, ms', ({ days }) => `${days.p50Ms} / ${days.p95Ms} / ${days.p99Ms}`),
    row('later than Alexa waits', ({ days }) => percent(days.late / days.invoked)),
    row('new connections', ({ days }) => percent(days.connected / days.answered)),
    row('breakers in one environment', ({ days }) => count(days.mostBreakers)),
    row('homes down: asked in vain', ({ days }) => percent(days.failed / days.invoked)),
    row('homes down: breakers opened', ({ days }) => count(days.opened)),
    row('ISP fails: asked in vain', ({ outageAlone }) => count(outageAlone.failed)),
    row('refused by own breakers', ({ outageAlone }) => count(outageAlone.refused)),
    row('refused by shared breakers', ({ outageShared }) => count(outageShared.refused)),
    row('refused though the home was up', ({ outageShared }) => count(outageShared.refusedThoughUp)),
    row('at once, most, meanwhile', ({ outageAlone }) => count(outageAlone.peakConcurrency)),
    row('p95 of the other homes, ms', ({ outageAlone: { outageP95Ms } }) => (outageP95Ms > 0 ? `${outageP95Ms}` : '-')),
  ];
  return `${markdown(['homes', ...steps.map(({ homes }) => count(homes))], rows)}\n\nSeed ${seed}, 128 MB.`;
}

function billsTable({ steps }: KeptSimulation): string {
  // What the quota keeps from being answered is not billed either, so that the bill is that of the raised one.
  const months = steps.map(({ days, raised }) => billOf(monthOf(raised ?? days)));
  const items = Object.keys(months[0] ?? {}) as (keyof (typeof months)[number])[];
  const rows = items.map((item) => [item, ...months.map((bill) => usd(bill[item]))]);
  // A look into a bucket that all environments share is one read and one write (packages/security/src/rate-limit).
  const limited = steps.map(({ days, raised }) => {
    const { requests } = monthOf(raised ?? days);
    return usd(requests * (prices.tableReadUnits.usdEach + prices.tableWriteUnits.usdEach));
  });
  const perHome = months.map((bill, at) => `${(totalUsd(bill) / (steps[at]?.homes ?? 1)).toFixed(5)}`);
  return markdown(
    ['USD a month', ...steps.map(({ homes }) => count(homes))],
    [
      ...rows,
      ['all', ...months.map((bill) => usd(totalUsd(bill)))],
      ['each home', ...perHome],
      ['a shared rate limit would add', ...limited],
    ],
  );
}

function connectionsTable({ connections }: Measurement): string {
  const rows = connections.map(({ homes, invocations, opened, cpuMsEach }) => [
    count(homes),
    percent(opened / invocations),
    ms(cpuMsEach),
  ]);
  return markdown(['homes of one environment', 'directives that connect anew', 'CPU time each, ms'], rows);
}

function settingsTable({ settings }: Measurement): string {
  const rows = settings.map(({ homes, startCpuMs, rssMb }) => [count(homes), ms(startCpuMs), ms(rssMb)]);
  const table = markdown(['homes in the settings', 'CPU time to the first answer, ms', 'memory, MB'], rows);
  return `${table}\n\nThe ${count(assumptions.environmentBytes)} bytes that Lambda takes hold **${mostHomes(true)}** homes with tokens of their own, **${mostHomes(false)}** without.`;
}

function tableUseTable({ table }: Measurement): string {
  const rows = Object.entries(table).map(([moment, { readUnits, writeUnits }]) => [
    moments[moment as keyof typeof table],
    `${readUnits}`,
    `${writeUnits}`,
  ]);
  return markdown(['moment', 'read units', 'write units'], rows);
}

const moments: Readonly<Record<keyof Measurement['table'], string>> = {
  start: 'INIT',
  first: 'the first directive of an environment',
  fresh: 'a directive less than 5 s after the last one of its home',
  aging: 'after 5 to 10 s',
  old: 'later',
  record: 'every 30 s of use: the record of the most used keys',
  discovery: 'a discovery',
  rediscovery: 'a discovery that finds the same',
  opening: 'five failures in a row: the breaker opens',
  failedProbe: 'a probe that fails',
  closing: 'a probe that closes it',
};

function pricesTable(): string {
  const { freeRequests, freeGbSeconds, freeLogBytes, freeCustomMetrics, asOf, sources } = prices;
  const [lambda = '', cloudwatch = ''] = sources;
  const own = [
    ['requests', 'million', usd(prices.usdPerRequest * 1e6), count(freeRequests), link(lambda), 'Requests', asOf],
    [
      'duration, arm64',
      'GB-second',
      `${prices.usdPerGbSecond.arm64}`,
      count(freeGbSeconds),
      link(lambda),
      'Duration, first tier',
      asOf,
    ],
    ['logs', 'GB', usd(prices.usdPerLogByte * GB), `${freeLogBytes / GB} GB`, link(cloudwatch), 'Logs, Lambda', asOf],
    [
      'custom metrics',
      'each',
      usd(prices.usdPerCustomMetric),
      count(freeCustomMetrics),
      link(cloudwatch),
      'Metrics',
      asOf,
    ],
  ];
  const more = (name: string, unit: string, each: number, priced: Priced) => [
    name,
    unit,
    `${Number((priced.usdEach * each).toPrecision(6))}`,
    each === GB ? `${priced.free / GB} GB` : count(priced.free),
    link(priced.page),
    priced.section,
    priced.asOf,
  ];
  return markdown(
    ['what', 'unit', 'USD', 'free a month', 'page', 'section', 'as of'],
    [
      ...own,
      more('log storage', 'GB-month', GB, prices.logStorage),
      more('alarms', 'each', 1, prices.alarms),
      more('table, reads', 'million units', 1e6, prices.tableReadUnits),
      more('table, writes', 'million units', 1e6, prices.tableWriteUnits),
      more('table, storage', 'GB-month', GB, prices.tableStorage),
      more('data out', 'GB', GB, prices.dataOut),
    ],
    'words',
  );
}

function assumptionsTable(): string {
  const { day, wait, down, outage } = assumptions;
  const rows = [
    [
      'a home asks on a day',
      `${day.controls} directives, ${day.skillTurns} turns of the skill, ${day.discoveries} discoveries`,
    ],
    ['the app', `${day.appOpenings} times, ${day.devicesAsked} states each within ${day.appSeconds} s`],
    [
      'routines',
      `${day.routines}, within ${day.routineSeconds} s after the full hour, ${day.directivesEach} directives each`,
    ],
    ['share of the hours', assumptions.hours.join(', ')],
    ...Object.entries(wait).map(([kind, { medianMs, sigma }]) => [
      `wait for the home: ${kind}`,
      `log-normal, median ${medianMs} ms, sigma ${sigma}`,
    ]),
    ['a new connection', `two round trips of ${assumptions.roundTripMs} ms before the request`],
    ['a silent home', `${assumptions.silentMs} ms (two attempts of 3 s)`],
    ['homes down', `${percent(down)}, one half silent; ISP: ${percent(outage.share)} silent for ten minutes`],
    ['before INIT', `${assumptions.placementMs} ms, not billed`],
    ['an environment', `idle for ${assumptions.idleMs / 60_000} min at most, 2 to 4 hours in all`],
    ['a read of the table', `${assumptions.tableMs} ms`],
    [
      "Lambda's own lines",
      `${assumptions.platformBytes} bytes an invocation, ${assumptions.platformInitBytes} a start`,
    ],
    [
      'the log',
      `${assumptions.bytesPerLine} bytes more a line; kept ${assumptions.logDays} days at ${assumptions.logCompression} of its size`,
    ],
  ];
  return markdown(['what', 'assumed'], rows, 'words');
}
