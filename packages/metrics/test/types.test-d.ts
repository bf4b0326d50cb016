import { describe, expectTypeOf, it } from 'vitest';
import {
  type CostReport,
  createMetricsGateway,
  genericMetricsOperation,
  MetricsOperation,
  type MetricsStatus,
  type Percentiles,
  type RecordMetricParams,
} from '../src/index.ts';

const { execute, operations } = createMetricsGateway();

describe('the types of metrics', () => {
  it('follow from the name of the operation', () => {
    expectTypeOf(operations.recordMetric).parameters.toEqualTypeOf<[params: RecordMetricParams]>();
    expectTypeOf(operations.trackDuration({ name: 'n', run: () => 5 })).toEqualTypeOf<number>();
    expectTypeOf(operations.trackDuration({ name: 'n', run: async () => 'x' })).toEqualTypeOf<Promise<string>>();
    const response = execute(MetricsOperation.GET_STATUS);
    if (response.success) expectTypeOf(response.data).toEqualTypeOf<MetricsStatus>();
    const published = genericMetricsOperation(MetricsOperation.PUBLISH);
    if (published.success) expectTypeOf(published.data).toEqualTypeOf<number>();
  });

  it('tell what is asynchronous and what may be missing', () => {
    expectTypeOf(operations.calculatePercentiles({ name: 'n' })).toEqualTypeOf<Percentiles | undefined>();
    expectTypeOf(operations.restore()).toEqualTypeOf<Promise<number>>();
    const response = execute(MetricsOperation.MONITOR_COST);
    if (response.success) expectTypeOf(response.data).toEqualTypeOf<CostReport>();
  });

  it('refuse what does not fit', () => {
    // @ts-expect-error there is no such operation
    execute('record', { name: 'n', value: 1 });
    // @ts-expect-error a value is a number
    operations.recordMetric({ name: 'n', value: '1' });
    // @ts-expect-error CloudWatch has no such unit
    operations.recordMetric({ name: 'n', value: 1, unit: 'Furlongs' });
    // @ts-expect-error there are three formats
    genericMetricsOperation(MetricsOperation.EXPORT_METRICS, { format: 'xml' });
    // @ts-expect-error the matrix has no cell from metrics to http-client
    createMetricsGateway({}, { peers: { 'http-client': {} } });
  });
});
