import type { GetEntriesParams, LogEntry, LogLevel } from '@hearthgate/contracts';
import type { Circumstances } from './circumstances.ts';
import { EntryRing } from './entry-ring.ts';
import { describeError, type ErrorDescription, textOf } from './error-description.ts';
import type { BudgetAnswer } from './line-budget.ts';
import type { LineFormat } from './line-format.ts';
import { type LineEnvelope, placeData } from './line-record.ts';
import type { LineSink } from './line-sink.ts';
import { exceeds, fitLine } from './line-size.ts';
import { redactSafely } from './safe-redaction.ts';

/** CloudWatch refuses log events beyond 1 MB, and a document cut short would tell untrue numbers. */
export const MAX_DOCUMENT_BYTES = 1_000_000;

/** Entries of the ring are kept smaller than lines, so that the ring stays within a few megabytes. */
const MAX_ENTRY_BYTES = 8_000;

/** What somebody wants to say. */
export interface Statement {
  readonly level: LogLevel;
  readonly message: unknown;
  readonly data?: unknown;
  readonly error?: unknown;
  /** Members that the gateway itself puts at the top of the line. */
  readonly own?: Readonly<Record<string, unknown>> | undefined;
}

export interface JournalOptions {
  readonly maxEntries: number;
  readonly maxLineBytes: number;
  readonly format: LineFormat;
  readonly sink: LineSink;
}

/** Turns statements into redacted lines, and remembers the recent ones. */
export class Journal {
  readonly #options: JournalOptions;
  readonly #ring: EntryRing;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#ring = new EntryRing(options.maxEntries);
  }

  /** Writes one line, unless the budget of the invocation says no. */
  write(statement: Statement, circumstances: Circumstances, budget: BudgetAnswer = 'write'): void {
    const { sink } = this.#options;
    if (budget === 'drop') {
      sink.dropped += 1;
      return;
    }
    this.#write(statement, circumstances);
    if (budget === 'write-last') {
      const message = 'This invocation wrote maxLinesPerInvocation lines; further ones of this kind are dropped.';
      this.#write({ level: 'warning', message }, circumstances);
    }
  }

  /** Writes a document as a line of its own. Answers whether it was short enough. */
  writeDocument(document: Readonly<Record<string, unknown>>, { redaction, lastResort }: Circumstances): boolean {
    const safe = redactSafely(document, redaction, lastResort);
    const line = `${toJson(safe) ?? toJson(redactSafely(safe, lastResort, lastResort)) ?? '{}'}\n`;
    if (exceeds(line, MAX_DOCUMENT_BYTES)) {
      this.#options.sink.dropped += 1;
      return false;
    }
    this.#options.sink.write(line);
    return true;
  }

  entries(params?: GetEntriesParams): readonly LogEntry[] {
    return this.#ring.select(params);
  }

  #write({ level, message, data, error, own }: Statement, circumstances: Circumstances): void {
    const { timeMs, gatewayChain, coldStart, redaction, lastResort } = circumstances;
    const parts = {
      message: message === undefined ? '' : textOf(message),
      data,
      error: error === undefined ? undefined : describeError(error),
      own,
      correlation_id: circumstances.correlationId,
      requestId: circumstances.requestId,
    };
    const safe = redactSafely(parts, redaction, lastResort);
    const envelope: LineEnvelope = {
      timestamp: new Date(timeMs).toISOString(),
      message: textOf(safe.message),
      correlation_id: textOf(safe.correlation_id),
      requestId: safe.requestId as string | undefined,
      gateway_chain: gatewayChain,
      cold_start: coldStart ? true : undefined,
    };
    const told = {
      ...placeData(safe.data, safe.error as ErrorDescription | undefined),
      ...(safe.own as object),
    };
    const format = (members: Readonly<Record<string, unknown>>) => this.#options.format(level, members);
    const { line } = fitLine({ ...envelope, ...told }, this.#options.maxLineBytes, format);
    this.#remember({ timeMs, level, message: envelope.message, correlationId: envelope.correlation_id }, told, line);
    this.#options.sink.write(line);
  }

  #remember(entry: LogEntry, told: Readonly<Record<string, unknown>>, line: string): void {
    if (!exceeds(line, MAX_ENTRY_BYTES)) {
      this.#ring.add(Object.keys(told).length === 0 ? entry : { ...entry, data: told });
      return;
    }
    const { members } = fitLine({ message: entry.message, ...told }, MAX_ENTRY_BYTES, (cut) => toJson(cut) ?? '');
    const { message, ...data } = members;
    this.#ring.add({ ...entry, message: textOf(message), data });
  }
}

function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
