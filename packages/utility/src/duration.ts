import { GatewayError } from '@hearthgate/kernel';

const MS_PER_SECOND = 1_000;
const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;

/**
 * A duration for people, three digits at the most: `950 us`, `12.3 ms`, `4.21 s`, `3 min 20 s`, `2 h 5 min`.
 *
 * @throws GatewayError `UTILITY_INVALID_VALUE` when it is not a number of milliseconds from 0.
 */
export function formatDuration(durationMs: number): string {
  if (typeof durationMs !== 'number' || !Number.isFinite(durationMs) || durationMs < 0) {
    throw new GatewayError('UTILITY_INVALID_VALUE', 'durationMs is a finite number of milliseconds from 0.');
  }
  // Each limit lies where rounding would reach the next unit: 999.6 us is 1 ms.
  if (durationMs < 0.9995) return `${digits(durationMs * 1_000)} us`;
  if (durationMs < 999.5) return `${digits(durationMs)} ms`;
  if (durationMs < 59_950) return `${digits(durationMs / MS_PER_SECOND)} s`;
  const seconds = Math.round(durationMs / MS_PER_SECOND);
  if (seconds * MS_PER_SECOND < MS_PER_HOUR) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(durationMs / MS_PER_MINUTE);
  return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

/** Three significant digits without zeros at the end. */
function digits(value: number): string {
  // Nearly all durations; writing a number with so many digits and reading it again takes five times as long.
  if (value >= 100 && value < 999.5) return String(Math.round(value));
  if (value >= 10 && value < 99.95) return String(Math.round(value * 10) / 10);
  if (value >= 1 && value < 9.995) return String(Math.round(value * 100) / 100);
  return String(Number(value.toPrecision(3)));
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
