import type { GenericOperation, MetricsGateway, MetricsOperations } from '@hearthgate/contracts';
import {
  type Call,
  createEnvironment,
  createGateway,
  GatewayError,
  knownSecrets,
  standalone,
  type Wiring,
} from '@hearthgate/kernel';
import { createBufferOf, createCallContext } from './call-context.ts';
import { costReport } from './cost/cost-report.ts';
import { Usage } from './cost/usage.ts';
import { standardOutput } from './destination.ts';
import { Publisher } from './emf/publisher.ts';
import { exportText } from './export.ts';
import { healthMetrics } from './health/health-metrics.ts';
import { OutcomeWindow } from './health/outcome-window.ts';
import { performanceStats } from './health/performance.ts';
import { type MetricsOptions, readSettings } from './options.ts';
import { aloneIn, type MetricsPorts } from './ports.ts';
import { measureInvocation, measureMemory, rounded, type Take } from './recording/default-metrics.ts';
import { DimensionGuard } from './recording/dimension-guard.ts';
import { Recorder } from './recording/recorder.ts';
import { timed } from './recording/timing.ts';
import { Backups, checkBackupName } from './series/backup.ts';
import { aggregateOf, checkPercentiles } from './series/percentiles.ts';
import { SeriesStore } from './series/series-store.ts';

type MetricsCall = Call<MetricsPorts>;

const BYTES_PER_MEGABYTE = 1_048_576;

/** Billed when the size of the function is not known: the smallest that Lambda has. */
const LEAST_MEMORY_MB = 128;

/** Builds the metrics gateway. Throws `METRICS_INVALID_OPTIONS`. */
export function createMetricsGateway(options: MetricsOptions = {}, wiring: Wiring<MetricsPorts> = {}): MetricsGateway {
  const environment = wiring.environment ?? createEnvironment();
  const { clock } = environment;
  const now = () => clock.now();
  const settings = readSettings(options, environment.variables);
  const { memoryMb, serviceName } = settings;
  const alone = aloneIn(environment, options.destination ?? standardOutput);
  const bufferOf = createBufferOf();
  const context = createCallContext(environment, alone);
  const store = new SeriesStore(settings.maxSeries);
  const recorder = new Recorder(store, new DimensionGuard(settings.dimensions), settings.dimensions, context);
  const publisher = new Publisher(settings);
  const usage = new Usage(memoryMb ?? LEAST_MEMORY_MB, now);
  const backups = new Backups(store, usage, now);
  let invocationOutcomes = new OutcomeWindow();
  const outcomesByName = new Map<string, OutcomeWindow>();
  let isColdStartCounted = false;

  const takingFor = (call: MetricsCall): Take => {
    const buffer = bufferOf(call);
    return (name, value, unit) => void recorder.recordPlain(name, value, unit, buffer, call);
  };

  const countColdStart = (): boolean => {
    const isFirst = !isColdStartCounted;
    isColdStartCounted = true;
    return isFirst;
  };

  const noteLogBytes = ({ peers }: MetricsCall) => {
    try {
      usage.noteLogBytes(peers.logging.getStatus().bytesWritten);
    } catch {
      // What was known before stays.
    }
  };

  const reportCost = (call: MetricsCall) => {
    noteLogBytes(call);
    return costReport(usage, publisher.customMetrics.size, clock.now(), settings.cost);
  };

  /** From now on the end of the execution environment makes a last backup. */
  const keepBackingUp = (name: string, { peers }: MetricsCall) =>
    peers.singleton.get({
      key: `metrics.store:${name}`.slice(0, 512),
      create: () => store,
      dispose: () => backups.save(name, peers),
    });

  return createGateway<MetricsOperations, MetricsPorts>(
    {
      name: 'metrics',
      alone: alone.ports,
      operations: {
        recordMetric: (params, call) => void recorder.record(params, bufferOf(call), call),

        trackDuration: {
          passesErrors: true,
          run: (params, call) => {
            if (typeof params?.run !== 'function') {
              throw new GatewayError('KERNEL_INVALID_PARAMS', 'trackDuration takes { name, run }; run is a function.');
            }
            const { name, run } = params;
            const tell = (durationMs: number) => takingFor(call)(name, rounded(durationMs, 1_000), 'Milliseconds');
            return timed(run, () => clock.elapsed(), tell);
          },
        },

        trackMemory: (_params, call) => measureMemory(takingFor(call)),

        trackColdStart: (params, call) => {
          if (!countColdStart()) return false;
          const { durationMs } = params ?? {};
          const take = takingFor(call);
          take('ColdStart', 1, 'Count');
          if (durationMs === undefined) return true;
          take('InitDuration', rounded(durationMs, 1_000), 'Milliseconds');
          usage.addStart(durationMs);
          return true;
        },

        countInvocation: (params, call) => {
          const coldStart = params.coldStart === true && countColdStart();
          measureInvocation(params, coldStart, environment.residentBytes(), call.invocation, takingFor(call));
          usage.addInvocation(params.durationMs, call.beganAtMs);
          invocationOutcomes.add(params.failed, clock.elapsed());
        },

        trackErrorRate: ({ name, failed }, call) => {
          // What is no text stays as it is, for the recorder to refuse.
          const rateName = typeof name === 'string' ? `${name}ErrorRate` : name;
          const metric = { name: rateName, value: failed ? 100 : 0, unit: 'Percent' } as const;
          // Names are bounded by what the recorder takes.
          if (!recorder.record(metric, bufferOf(call), call)) return failed ? 1 : 0;
          const outcomes = outcomesByName.get(name) ?? new OutcomeWindow();
          outcomesByName.set(name, outcomes);
          outcomes.add(failed, clock.elapsed());
          return outcomes.rate(clock.elapsed());
        },

        calculatePercentiles: ({ name, percentiles }) => {
          const found = aggregateOf(store.named(name), checkPercentiles(percentiles));
          if (found === undefined) return undefined;
          const { unit, count, relativeError, values } = found;
          return { unit, count, relativeError, values };
        },

        aggregate: ({ names, percentiles }) => {
          if (!Array.isArray(names)) {
            throw new GatewayError('KERNEL_INVALID_PARAMS', 'aggregate takes { names }, a list of texts.');
          }
          const series = [...new Set(names as readonly string[])].flatMap((name) => store.named(name));
          return aggregateOf(series, checkPercentiles(percentiles));
        },

        monitorCost: (_params, call) => reportCost(call),

        getPerformanceStats: () => performanceStats(store, environment.statistics),

        getHealthMetrics: (_params, call) =>
          healthMetrics({
            store,
            errorRate: invocationOutcomes.rate(clock.elapsed()),
            limitBytes: memoryMb === undefined ? undefined : memoryMb * BYTES_PER_MEGABYTE,
            protection: reportCost(call).protection,
            peers: call.peers,
          }),

        publish: (_params, call) => publisher.publish(bufferOf(call), context(call)),

        exportMetrics: ({ format }, call) => {
          const where = context(call);
          return exportText(format, {
            store,
            namespace: settings.namespace,
            service: serviceName,
            environment,
            documents: () => publisher.documents(bufferOf(call).content(), where),
            redactions: where,
          });
        },

        reset: (_params, call) => {
          bufferOf(call).clear();
          backups.forget();
          outcomesByName.clear();
          invocationOutcomes = new OutcomeWindow();
          return store.clear();
        },

        backup: async (params, call) => {
          const name = checkBackupName(params?.name, serviceName);
          noteLogBytes(call);
          const saved = await backups.save(name, call.peers);
          await keepBackingUp(name, call);
          return saved;
        },

        restore: async (params, call) => {
          const name = checkBackupName(params?.name, serviceName);
          const restored = await backups.load(name, call.peers);
          await keepBackingUp(name, call);
          return restored;
        },

        getSummaries: () => store.summaries(knownSecrets(environment)),

        getStatus: () => {
          const { rejected } = recorder;
          const { published, failed } = publisher;
          const reasons = [
            ...(rejected > 0 ? [`${rejected} values were refused; the log has the first of each kind.`] : []),
            ...(failed > 0 ? [`${failed} documents could not be written.`] : []),
          ];
          const state = reasons.length === 0 ? 'healthy' : 'degraded';
          return { gateway: 'metrics', state, reasons, series: store.size, documentsPublished: published, rejected };
        },
      },
    },
    { ...wiring, environment },
  );
}

/** The metrics gateway's operations without a composition. */
export const genericMetricsOperation: GenericOperation<MetricsOperations> = standalone(() => createMetricsGateway());
