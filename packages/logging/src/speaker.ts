import type { LogLevel } from '@hearthgate/contracts';
import type { Call, Environment, Invocation } from '@hearthgate/kernel';
import { CallCircumstances, speakerOf } from './circumstances.ts';
import { BoundFields } from './context/bound-fields.ts';
import { InvocationLog } from './context/invocation-log.ts';
import { mergedFields, RunContext } from './context/logging-context.ts';
import type { Journal, Statement } from './journal.ts';
import { severityOf } from './level.ts';
import { traceIdOf } from './line/trace-id.ts';
import type { LoggingTuning } from './options.ts';
import type { LoggingPorts } from './ports.ts';
import { keptStatement } from './restraint/kept-statement.ts';
import type { RepeatedLine } from './restraint/repeat-fold.ts';
import { addToTotals } from './restraint/repeat-totals.ts';

type LoggingCall = Call<LoggingPorts>;

/** Decides what becomes of a statement: written, counted, kept for later, or nothing. */
export class Speaker {
  folded = 0;
  buffered = 0;
  readonly fields: BoundFields = new BoundFields();
  readonly running: RunContext = new RunContext();
  #tuning: LoggingTuning;
  /** Of the tuning, what each line below the level is asked about: kept as it is compared. */
  #leastSeverity = 0;
  #keepsNothing = false;
  readonly #journal: Journal;
  readonly #environment: Environment;
  readonly #logKey = Symbol('log of the invocation');
  /** A field, so that asking for the log makes no function. */
  readonly #createLog = (): InvocationLog => {
    const { sampleRate, maxLinesPerInvocation } = this.#tuning;
    const isSampled = sampleRate > 0 && this.#environment.random() < sampleRate;
    return new InvocationLog(maxLinesPerInvocation, isSampled, traceIdOf(this.#environment.variables._X_AMZN_TRACE_ID));
  };
  /** A warning of the start, said before the first line. */
  #warning: string | undefined;

  constructor(journal: Journal, environment: Environment, tuning: LoggingTuning, warning: string | undefined) {
    this.#journal = journal;
    this.#environment = environment;
    this.#tuning = tuning;
    this.tuning = tuning;
    this.#warning = warning;
  }

  get tuning(): LoggingTuning {
    return this.#tuning;
  }

  set tuning(tuning: LoggingTuning) {
    this.#tuning = tuning;
    this.#leastSeverity = severityOf[tuning.level];
    this.#keepsNothing = tuning.maxBufferBytes === 0 && tuning.sampleRate === 0;
  }

  logOf({ invocation }: LoggingCall): InvocationLog | undefined {
    return invocation?.state(this.#logKey, this.#createLog);
  }

  /** Whether lines of the level are written at once. */
  isOn(level: LogLevel, call: LoggingCall): boolean {
    if (severityOf[level] >= this.#leastSeverity) return true;
    return this.#tuning.sampleRate > 0 && this.logOf(call)?.isSampled === true;
  }

  /** Whether a line of the level would be neither written nor kept: below the level and not in an invocation. */
  isIdle(severity: number, invocation: Invocation | undefined): boolean {
    return severity < this.#leastSeverity && (invocation === undefined || this.#keepsNothing);
  }

  say(statement: Statement, call: LoggingCall): void {
    const { level } = statement;
    if (this.isOn(level, call)) this.tell(statement, call);
    else if (call.invocation !== undefined && this.#tuning.maxBufferBytes > 0) this.#keep(statement, call);
  }

  /** Writes a statement whatever its level. Those that close an invocation, or count others, are never held back. */
  tell(statement: Statement, call: LoggingCall, isHeldBack = true): void {
    const log = this.logOf(call);
    const where = this.#circumstances(call, log);
    if (this.#warning !== undefined) {
      const message = this.#warning;
      this.#warning = undefined;
      this.#journal.write(this.#journal.compose({ level: 'warning', message }, where), where);
    }
    const { level } = statement;
    const isSevere = severityOf[level] >= severityOf.error;
    if (isSevere) this.releaseBuffer(call);
    const composed = this.#journal.compose(statement, where);
    if (isHeldBack && log?.fold.folds(composed, this.#tuning.foldMs) === true) this.folded += 1;
    else this.#journal.write(composed, where, isHeldBack ? log?.budget.take(level) : 'write');
    if (isSevere) countError(call);
  }

  /** The invocation has failed: what was kept is written after all. */
  releaseBuffer(call: LoggingCall): void {
    const log = this.logOf(call);
    if (log === undefined) return;
    const { lines, displaced } = log.buffer.take((kept) => kept.writeOut(this.#journal));
    if (lines.length === 0 && displaced === 0) return;
    const where = this.#circumstances(call, log);
    for (const line of lines) this.#journal.write(line, where, log.budget.take(line.level));
    if (displaced === 0) return;
    const message = `${displaced} earlier lines below the level had no room in maxBufferBytes and are not shown.`;
    this.#journal.write(this.#journal.compose({ level: 'warning', message }, where), where);
  }

  /**
   * Says how often lines of the invocation were repeated, and how often all environments repeated them. Nothing to wait for
   * when none was.
   */
  tellRepeats(call: LoggingCall): Promise<void> | undefined {
    const repeated = this.logOf(call)?.fold.take() ?? [];
    return repeated.length === 0 ? undefined : this.#tellRepeats(repeated, call);
  }

  async #tellRepeats(repeated: readonly RepeatedLine[], call: LoggingCall): Promise<void> {
    const totals = await addToTotals(repeated, call.peers.cache, this.#environment.clock.now());
    for (const [index, { level, message, count }] of repeated.entries()) {
      const total = totals[index];
      const own = {
        event: 'repeated',
        repeated: count,
        ...(total === undefined
          ? {}
          : { repeated_in_all: total.count, repeated_since: new Date(total.sinceMs).toISOString() }),
      };
      const times = count === 1 ? 'Once more' : `${count} more times`;
      this.tell({ level, message: `${times}: ${message}`, own }, call, false);
    }
  }

  #keep(statement: Statement, call: LoggingCall): void {
    const log = this.logOf(call);
    const kept = keptStatement(statement, this.#circumstances(call, log), this.#journal);
    log?.buffer.add(kept, this.tuning.maxBufferBytes);
    this.buffered += 1;
  }

  #circumstances(call: LoggingCall, log: InvocationLog | undefined) {
    const running = this.running.current();
    // Most lines have none, and then it does not matter who says them.
    const isBare = running === undefined && this.fields.isEmpty && log?.fields.isEmpty !== false;
    const fields = isBare ? undefined : mergedFields(speakerOf(call), this.fields, log?.fields, running);
    return new CallCircumstances(call, this.#environment, log?.traceId, fields);
  }
}

/** Counting must not break logging, which is often how a failing peer is reported. */
function countError(call: LoggingCall): void {
  try {
    call.peers.metrics.recordMetric({ name: 'LogErrors', value: 1 });
  } catch {
    // The line itself is written.
  }
}
