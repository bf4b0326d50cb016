import type { GetEntriesParams, LogEntry, LogLevel } from '@hearthgate/contracts';
import { DraftText, DraftWriter, LineDraft, redactSafely, type Said, toJson } from '@hearthgate/kernel';
import type { Circumstances } from './circumstances.ts';
import { EntryRing } from './entries/entry-ring.ts';
import { describeError, type ErrorDescription, textOf } from './line/error-description.ts';
import { IsoTime } from './line/iso-time.ts';
import type { LineFormat } from './line/line-format.ts';
import { isInPlace, type LineEnvelope, namesLeftToPino, placeData } from './line/line-record.ts';
import { exceeds, fitLine } from './line/line-size.ts';
import type { LineWriter } from './line/line-text.ts';
import { type Told, toldMembers } from './line/told.ts';
import type { LineSink } from './output/line-sink.ts';
import type { BudgetAnswer } from './restraint/line-budget.ts';

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
  /** What the line says of a cold start, where it says it either way. */
  readonly coldStart?: boolean | undefined;
}

/** A line as it will be written, and what the ring keeps of it. */
export interface ComposedLine extends Told {
  readonly level: LogLevel;
  readonly timeMs: number;
  readonly message: string;
  readonly correlationId: string;
  readonly gatewayChain: readonly string[];
  /** Size in UTF-8, where it is known without counting. */
  readonly bytes: number | undefined;
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
  readonly #drafts = new DraftWriter(namesLeftToPino);

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#ring = new EntryRing(options.maxEntries);
  }

  /** Redacts a statement and writes its line. */
  compose(statement: Statement, circumstances: Circumstances): ComposedLine {
    const { message, data, own } = statement;
    const { fields, correlationId, requestId } = circumstances;
    const parts = {
      message: message === undefined ? '' : textOf(message),
      correlationId,
      requestId,
      error: statement.error === undefined ? undefined : describeError(statement.error, this.#options.maxStackFrames),
      fields,
      data,
      own,
    };
    const safe = redactSafely(isSaid(parts) ? new LineDraft(this.#drafts, parts) : parts, circumstances);
    return safe instanceof DraftText
      ? this.#composeText(statement, safe, circumstances)
      : this.#composeSafe(statement, safe, circumstances);
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
    this.write(this.compose({ level: 'warning', message }, circumstances), circumstances);
  }

  entries(params?: GetEntriesParams): readonly LogEntry[] {
    return this.#ring.select(params);
  }

  /** Nearly all lines: what they say is redacted and written already. */
  #composeText({ level, coldStart }: Statement, said: DraftText, circumstances: Circumstances): ComposedLine {
    const { timeMs, gatewayChain } = circumstances;
    const { message, correlationId } = said;
    const { writer, maxLineBytes } = this.#options;
    const line = writer.writeText(level, this.#time.of(timeMs), said, circumstances, coldStart);
    const toldLength = writer.toldLength;
    if (exceeds(line, maxLineBytes)) {
      const members = toldMembers({ line, toldLength });
      return this.#composePlaced(level, this.#envelope(said, circumstances), members, circumstances);
    }
    const bytes = writer.isAscii ? line.length : undefined;
    return { level, timeMs, message, correlationId, gatewayChain, members: undefined, line, toldLength, bytes };
  }

  /** @param safe the parts of the statement, redacted */
  #composeSafe(
    { level, data, error, own, coldStart }: Statement,
    safe: Record<string, unknown>,
    circumstances: Circumstances,
  ): ComposedLine {
    const envelope = this.#envelope(safe, circumstances);
    const isBare = own === undefined && error === undefined && circumstances.fields === undefined;
    if (isBare && safe.data !== data && isInPlace(safe.data)) {
      return this.#composePlaced(level, envelope, safe.data, circumstances);
    }
    const told = placeData(safe.data, safe.error as ErrorDescription | undefined, safe.fields);
    if (own !== undefined) Object.assign(told, safe.own);
    if (coldStart !== undefined) told.cold_start = coldStart;
    return this.#composePlaced(level, envelope, told, circumstances);
  }

  #envelope(
    safe: { readonly message?: unknown; readonly correlationId?: unknown; readonly requestId?: unknown },
    { timeMs, traceId, gatewayChain, coldStart }: Circumstances,
  ): LineEnvelope {
    return {
      timestamp: this.#time.of(timeMs),
      message: textOf(safe.message),
      correlation_id: textOf(safe.correlationId),
      requestId: safe.requestId as string | undefined,
      xray_trace_id: traceId,
      gateway_chain: gatewayChain,
      cold_start: coldStart ? true : undefined,
    };
  }

  #composePlaced(
    level: LogLevel,
    envelope: LineEnvelope,
    members: Readonly<Record<string, unknown>>,
    { timeMs }: Circumstances,
  ): ComposedLine {
    const { message, correlation_id: correlationId, gateway_chain: gatewayChain } = envelope;
    const { writer, maxLineBytes, format } = this.#options;
    const written = writer.write(level, envelope, members);
    const isFitting = written !== undefined && !exceeds(written, maxLineBytes);
    const bytes = isFitting && writer.isAscii ? written.length : undefined;
    const line = isFitting
      ? written
      : fitLine({ ...envelope, ...members }, maxLineBytes, (cut) => format(level, cut)).line;
    return { level, timeMs, message, correlationId, gatewayChain, members, line, toldLength: 0, bytes };
  }

  #remember(composed: ComposedLine): void {
    if (!exceeds(composed.line, MAX_ENTRY_BYTES)) {
      this.#ring.add(composed);
      return;
    }
    const { message } = composed;
    const told = { message, ...toldMembers(composed) };
    const { message: shortened, ...members } = fitLine(told, MAX_ENTRY_BYTES, (cut) => toJson(cut) ?? '').members;
    this.#ring.add({ ...composed, message: textOf(shortened), members, line: '' });
  }
}

/** Identifiers are what callers and peers say they are. */
function isSaid(parts: { readonly [Name in keyof Said]: unknown }): parts is Said {
  const { correlationId, requestId, data } = parts;
  if (data !== undefined && (typeof data !== 'object' || data === null)) return false;
  return typeof correlationId === 'string' && (requestId === undefined || typeof requestId === 'string');
}
