import type { GenericOperation, MetricsGateway, MetricsOperations } from '@hearthgate/contracts';
import { type Call, createEnvironment, createGateway, GatewayError, standalone, type Wiring } from '@hearthgate/kernel';
import { type CallContext, createCallContext } from './call-context.ts';
import { invocationMeasurements, type Measurement, memoryMeasurements, rounded } from './default-metrics.ts';
import { standardOutput } from './destination.ts';
import { type MetricsOptions, readSettings } from './options.ts';
import { aloneIn, type MetricsPorts } from './ports.ts';
import { prometheusText } from './prometheus-text.ts';
import { Publisher } from './publisher.ts';
import { Recorder } from './recorder.ts';
import { SeriesStore } from './series-store.ts';
import { timed } from './timing.ts';

type MetricsCall = Call<MetricsPorts>;

/** Builds the metrics gateway. Throws `METRICS_INVALID_OPTIONS`. */
export function createMetricsGateway(options: MetricsOptions = {}, wiring: Wiring<MetricsPorts> = {}): MetricsGateway {
  const environment = wiring.environment ?? createEnvironment();
  const settings = readSettings(options, environment.variables);
  const alone = aloneIn(environment, options.destination ?? standardOutput);
  const context: (call: MetricsCall) => CallContext = createCallContext(environment, alone);
  const store = new SeriesStore(settings.maxSeries);
  const recorder = new Recorder(store, settings.dimensions);
  const publisher = new Publisher(settings);

  const recordAll = (measurements: readonly Measurement[], call: MetricsCall) => {
    const where = context(call);
    for (const [name, value, unit] of measurements) recorder.record(name, value, unit, where);
  };

  return createGateway<MetricsOperations, MetricsPorts>(
    {
      name: 'metrics',
      alone,
      operations: {
        recordMetric: ({ name, value, unit = 'Count' }, call) => recorder.record(name, value, unit, context(call)),
        trackDuration: {
          passesErrors: true,
          run: (params, call) => {
            if (typeof params?.run !== 'function') {
              throw new GatewayError('KERNEL_INVALID_PARAMS', 'trackDuration takes { name, run }; run is a function.');
            }
            const { name, run } = params;
            const tell = (durationMs: number) => recordAll([[name, rounded(durationMs, 1_000), 'Milliseconds']], call);
            return timed(run, () => environment.clock.elapsed(), tell);
          },
        },
        trackMemory: (_params, call) => recordAll(memoryMeasurements(), call),
        countInvocation: (params, call) => recordAll(invocationMeasurements(params, call.invocation), call),
        publish: (_params, call) => {
          const where = context(call);
          return publisher.publish(where.buffer, where);
        },
        exportMetrics: ({ format }) => {
          const { namespace, dimensions } = settings;
          const { service = '' } = dimensions;
          const content = { namespace, service, operations: environment.statistics.operations() };
          const summaries = store.summaries();
          if (format === 'prometheus') return prometheusText({ ...content, summaries });
          if (format === 'json') return JSON.stringify({ ...content, metrics: summaries });
          throw new GatewayError('METRICS_UNKNOWN_FORMAT', 'The format is json or prometheus.');
        },
        getSummaries: () => store.summaries(),
        getStatus: () => {
          const reasons = [
            ...(recorder.rejected > 0
              ? [`${recorder.rejected} values were refused; the log has the first of each kind.`]
              : []),
            ...(publisher.failed > 0 ? [`${publisher.failed} documents could not be written.`] : []),
          ];
          return {
            gateway: 'metrics',
            state: reasons.length === 0 ? 'healthy' : 'degraded',
            reasons,
            series: store.size,
            documentsPublished: publisher.published,
            rejected: recorder.rejected,
          };
        },
      },
    },
    { ...wiring, environment },
  );
}

/** The metrics gateway's operations without a composition. */
export const genericMetricsOperation: GenericOperation<MetricsOperations> = standalone(() => createMetricsGateway());
