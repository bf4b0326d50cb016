/** Codes of the metrics gateway. */
export const metricsErrors = {
  METRICS_INVALID_OPTIONS: {
    meaning: 'An option of the metrics gateway is out of bounds; the message names it and what it takes.',
    retryable: false,
  },
  METRICS_UNKNOWN_FORMAT: { meaning: 'Metrics are exported as json, prometheus or emf.', retryable: false },
  METRICS_INVALID_PERCENTILE: {
    meaning: 'Percentiles are numbers from 0 to 100, 100 of them at most.',
    retryable: false,
  },
  METRICS_UNIT_MISMATCH: {
    meaning: 'Metrics of different units cannot be taken together; aggregate names of one unit.',
    retryable: false,
  },
  METRICS_BACKUP_FAILED: {
    meaning: 'The cache did not take or give the backup; nothing that was recorded is lost. The cause says why.',
    retryable: true,
  },
} as const;
