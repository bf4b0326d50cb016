// Operations of the standalone metrics gateway under their old names; each answers the standard response.
import type { MetricsOperations } from '@hearthgate/contracts';
import { type NamedOperation, namedOperation } from '@hearthgate/kernel';
import { genericMetricsOperation } from './core.ts';

/** `MetricsOperation.RECORD_METRIC` */
export const recordMetric: NamedOperation<MetricsOperations, 'recordMetric'> = namedOperation(
  genericMetricsOperation,
  'recordMetric',
);

/** `MetricsOperation.TRACK_DURATION` */
export const trackDuration: NamedOperation<MetricsOperations, 'trackDuration'> = namedOperation(
  genericMetricsOperation,
  'trackDuration',
);

/** `MetricsOperation.TRACK_MEMORY` */
export const trackMemory: NamedOperation<MetricsOperations, 'trackMemory'> = namedOperation(
  genericMetricsOperation,
  'trackMemory',
);

/** `MetricsOperation.COUNT_INVOCATION` */
export const countInvocation: NamedOperation<MetricsOperations, 'countInvocation'> = namedOperation(
  genericMetricsOperation,
  'countInvocation',
);

/** `MetricsOperation.EXPORT_METRICS` */
export const exportMetrics: NamedOperation<MetricsOperations, 'exportMetrics'> = namedOperation(
  genericMetricsOperation,
  'exportMetrics',
);

/** `MetricsOperation.PUBLISH` */
export const publishMetrics: NamedOperation<MetricsOperations, 'publish'> = namedOperation(
  genericMetricsOperation,
  'publish',
);

/** `MetricsOperation.GET_STATUS` */
export const getMetricsStatus: NamedOperation<MetricsOperations, 'getStatus'> = namedOperation(
  genericMetricsOperation,
  'getStatus',
);
