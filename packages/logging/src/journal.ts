import type { GetEntriesParams, LogEntry, LogLevel } from '@hearthgate/contracts';
import type { Circumstances } from './circumstances.ts';
import { EntryRing } from './entries/entry-ring.ts';
import { describeError, type ErrorDescription, textOf } from './line/error-description.ts';
import { IsoTime } from './line/iso-time.ts';
import type { LineFormat } from './line/line-format.ts';
import { isInPlace, type LineEnvelope, placeData } from './line/line-record.ts';
import { exceeds, fitLine } from './line/line-size.ts';
import type { LineWriter } from './line/line-text.ts';
import { toJson } from './line/to-json.ts';
import type { LineSink } from './output/line-sink.ts';
import type { BudgetAnswer } from './restraint/line-budget.ts';
import { redactSafely } from './safe-redaction.ts';

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

/** A statement that is redacted and in its place, but not text yet. */
export interface PlacedStatement {
  readonly level: LogLevel;
  readonly timeMs: number;
  readonly envelope: LineEnvelope;
  /** Data, error and the gateway's own members. */
  readonly told: Readonly<Record<string, unknown>>;
}

/** A line as it will be written, and what the ring keeps of it. */
export interface ComposedLine extends PlacedStatement {
  readonly line: string;
  /** Size in UTF-8, where it is known without counting. */
  readonly bytes?: number | undefined;
}

export interface JournalOptions {
  readonly maxEntries: number;
  readonly maxLineBytes: number;
  readonly maxStackFrames: number;
  /** Writes nearly all lines, and leaves the others to `format`. */
  readonly writer: LineWriter;
  readonly format: LineFormat;
  readonly sink: LineSink;
}

/** Turns statements into redacted lines, and remembers the recent ones. */
export class Journal {
  readonly #options: JournalOptions;
  readonly #ring: EntryRing;
  readonly #time = new IsoTime();

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#ring = new EntryRing(options.maxEntries);
  }

  /** Redacts a statement and gives each part its place. */
  place({ level, message, data, error, own }: Statement, circumstances: Circumstances): PlacedStatement {
    const { timeMs, traceId, fields, correlationId, requestId } = circumstances;
    // Members that are not there are left out: redaction looks at each.
    const parts: Record<string, unknown> = { message: message === undefined ? '' : textOf(message), correlationId };
    if (data !== undefined) parts.data = data;
    if (error !== undefined) parts.error = describeError(error, this.#options.maxStackFrames);
    if (own !== undefined) parts.own = own;
    if (fields !== undefined) parts.fields = fields;
    if (requestId !== undefined) parts.requestId = requestId;
    const safe = redactSafely(parts, circumstances);
    const envelope: LineEnvelope = {
      timestamp: this.#time.of(timeMs),
      message: textOf(safe.message),
      correlation_id: textOf(safe.correlationId),
      requestId: safe.requestId as string | undefined,
      xray_trace_id: traceId,
      gateway_chain: circumstances.gatewayChain,
      cold_start: circumstances.coldStart ? true : undefined,
    };
    if (
      own === undefined &&
      error === undefined &&
      fields === undefined &&
      safe.data !== data &&
      isInPlace(safe.data)
    ) {
      return { level, timeMs, envelope, told: safe.data };
    }
    const told = placeData(safe.data, safe.error as ErrorDescription | undefined, safe.fields);
    return { level, timeMs, envelope, told: own === undefined ? told : Object.assign(told, safe.own) };
  }

  compose(placed: PlacedStatement): ComposedLine {
    const { level, timeMs, envelope, told } = placed;
    const { writer, maxLineBytes } = this.#options;
    const written = writer.write(level, envelope, told);
    if (written !== undefined && !exceeds(written, maxLineBytes)) {
      return { level, timeMs, envelope, told, line: written, bytes: writer.isAscii ? written.length : undefined };
    }
    const format = (members: Readonly<Record<string, unknown>>) => this.#options.format(level, members);
    const { line } = fitLine({ ...envelope, ...told }, this.#options.maxLineBytes, format);
    return { ...placed, line };
  }

  /** Writes one line, unless the budget of the invocation says no. */
  write(composed: ComposedLine, circumstances: Circumstances, budget: BudgetAnswer = 'write'): void {
    const { sink } = this.#options;
    if (budget === 'drop') {
      sink.dropped += 1;
      return;
    }
    this.#remember(composed);
    sink.write(composed.line, composed.bytes);
    if (budget !== 'write-last') return;
    const message = 'This invocation wrote maxLinesPerInvocation lines; further ones of this kind are dropped.';
    this.write(this.compose(this.place({ level: 'warning', message }, circumstances)), circumstances);
  }

  entries(params?: GetEntriesParams): readonly LogEntry[] {
    return this.#ring.select(params);
  }

  #remember({ level, timeMs, envelope, told, line }: ComposedLine): void {
    const { message, correlation_id: correlationId, gateway_chain: gatewayChain } = envelope;
    const entry: LogEntry = isEmpty(told)
      ? { timeMs, level, message, correlationId, gatewayChain }
      : { timeMs, level, message, correlationId, gatewayChain, data: told };
    if (!exceeds(line, MAX_ENTRY_BYTES)) {
      this.#ring.add(entry);
      return;
    }
    const { members } = fitLine({ message, ...told }, MAX_ENTRY_BYTES, (cut) => toJson(cut) ?? '');
    const { message: shortened, ...data } = members;
    this.#ring.add({ ...entry, message: textOf(shortened), data });
  }
}

function isEmpty(members: object): boolean {
  for (const _ in members) return false;
  return true;
}
