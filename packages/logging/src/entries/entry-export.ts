import type { ExportEntriesParams, LogEntry } from '@hearthgate/contracts';
import { GatewayError, toJson } from '@hearthgate/kernel';

const COLUMNS = ['time', 'level', 'message', 'correlationId', 'gatewayChain', 'data'] as const;

/** Entries as text, each line ended by a line feed. Throws `KERNEL_INVALID_PARAMS`. */
export function exportText(entries: readonly LogEntry[], format: ExportEntriesParams['format'] = 'ndjson'): string {
  switch (format) {
    case 'ndjson':
      return entries.map((entry) => `${toJson(entry) ?? toJson({ ...entry, data: undefined })}\n`).join('');
    case 'csv':
      return [COLUMNS, ...entries.map(cells)].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
    case 'text':
      return entries.map(readable).join('');
    default:
      throw new GatewayError('KERNEL_INVALID_PARAMS', 'The format of entries is ndjson, csv or text.');
  }
}

function cells(entry: LogEntry): readonly string[] {
  const { timeMs, level, message, correlationId, gatewayChain, data } = entry;
  return [isoOf(timeMs), level, message, correlationId, gatewayChain.join(' > '), jsonOf(data)];
}

/** RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `2026-01-01T00:00:00.000Z WARNING slow answer {"durationMs":2300}` */
function readable({ timeMs, level, message, data }: LogEntry): string {
  // A message of several lines stays one entry that can be told from the next.
  const indented = message.replace(/\r?\n/g, '\n    ');
  return `${isoOf(timeMs)} ${level.toUpperCase().padEnd(8)} ${indented}${data === undefined ? '' : ` ${jsonOf(data)}`}\n`;
}

function isoOf(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

function jsonOf(data: LogEntry['data']): string {
  return data === undefined ? '' : (toJson(data) ?? '');
}
