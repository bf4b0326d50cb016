import type {
  GenericOperation,
  LoggingGateway,
  LoggingOperations,
  LogLevel,
  LogMessageParams,
} from '@hearthgate/contracts';
import { type Call, createEnvironment, createGateway, GatewayError, standalone, type Wiring } from '@hearthgate/kernel';
import { circumstancesOf } from './circumstances.ts';
import { createStandardOutput } from './destination.ts';
import { invocationLevel, invocationLine } from './invocation-line.ts';
import { Journal, MAX_DOCUMENT_BYTES, type Statement } from './journal.ts';
import { severityOf } from './level.ts';
import { LineBudget } from './line-budget.ts';
import { createLineFormat } from './line-format.ts';
import { LineSink } from './line-sink.ts';
import { type LoggingOptions, readSettings } from './options.ts';
import { checkEntriesParams, checkLevel, checkRequest } from './params.ts';
import { aloneIn, type LoggingPorts } from './ports.ts';

type LoggingCall = Call<LoggingPorts>;

/** Builds the logging gateway. Throws `LOGGING_INVALID_OPTIONS`. */
export function createLoggingGateway(options: LoggingOptions = {}, wiring: Wiring<LoggingPorts> = {}): LoggingGateway {
  const environment = wiring.environment ?? createEnvironment();
  const settings = readSettings(options, environment.variables);
  const sink = new LineSink(() => options.destination ?? createStandardOutput());
  const journal = new Journal({ ...settings, sink, format: createLineFormat(settings.serviceName) });
  const budgetKey = Symbol('line budget');
  let level = settings.level;
  let { unknownLevel } = settings;

  const useLevel = (next: LogLevel) => {
    level = next;
    environment.tracing.enabled = next === 'debug';
  };
  useLevel(level);

  const budgetOf = (call: LoggingCall): LineBudget | undefined =>
    call.invocation?.state(budgetKey, () => new LineBudget(settings.maxLinesPerInvocation));

  const say = (statement: Statement, call: LoggingCall, isBudgeted = true) => {
    const where = circumstancesOf(call, environment);
    if (unknownLevel !== undefined) {
      const named = JSON.stringify(unknownLevel);
      unknownLevel = undefined;
      const levels = 'debug, info, warning, error and critical';
      const message = `${named} is no log level, so info is used; levels are ${levels}.`;
      journal.write({ level: 'warning', message }, where);
    }
    journal.write(statement, where, isBudgeted ? budgetOf(call)?.take(statement.level) : 'write');
    if (severityOf[statement.level] >= severityOf.error) countError(call);
  };

  const at = (lineLevel: LogLevel) => (params: LogMessageParams, call: LoggingCall) => {
    // First of all, so that a level that is off costs a comparison and nothing else.
    if (severityOf[lineLevel] < severityOf[level]) return;
    const { message, data, error } = params;
    say({ level: lineLevel, message, data, error }, call);
  };
  const byLevel = {
    debug: at('debug'),
    info: at('info'),
    warning: at('warning'),
    error: at('error'),
    critical: at('critical'),
  };

  return createGateway<LoggingOperations, LoggingPorts>(
    {
      name: 'logging',
      alone: aloneIn(environment),
      operations: {
        ...byLevel,
        log: (params, call) => byLevel[checkLevel(params.level)](params, call),
        setLevel: (params) => useLevel(checkLevel(params.level)),
        recordRequest: (params, call) => {
          const request = checkRequest(params);
          if (severityOf[invocationLevel(request)] < severityOf[level]) return;
          const line = invocationLine(request, {
            invocation: call.invocation,
            gatewayChain: call.gatewayChain,
            memoryUsedBytes: process.memoryUsage.rss(),
            formatDuration: (durationMs) => call.peers.utility.formatDuration({ durationMs }),
          });
          say(line, call, false);
        },
        recordError: ({ error, during }, call) => {
          if (severityOf.error < severityOf[level]) return;
          say({ level: 'error', message: `Failed: ${String(during)}`, error: error ?? 'no error was given' }, call);
        },
        writeDocument: ({ document }, call) => {
          if (typeof document !== 'object' || document === null || Array.isArray(document)) {
            throw new GatewayError('KERNEL_INVALID_PARAMS', 'writeDocument takes { document }, an object.');
          }
          if (journal.writeDocument(document, circumstancesOf(call, environment))) return;
          say({ level: 'warning', message: `A document beyond ${MAX_DOCUMENT_BYTES} bytes was dropped.` }, call);
        },
        getEntries: (params) => journal.entries(checkEntriesParams(params)),
        flush: async () => sink.flush(),
        getStatus: () => {
          const reasons = [
            ...(sink.dropped > 0
              ? [`${sink.dropped} lines were dropped: not taken by the destination, or too many.`]
              : []),
            ...(sink.flushFailures > 0 ? ['The destination failed to flush.'] : []),
          ];
          const state = reasons.length === 0 ? 'healthy' : 'degraded';
          return { gateway: 'logging', state, reasons, level, linesWritten: sink.written, linesDropped: sink.dropped };
        },
      },
    },
    { ...wiring, environment },
  );
}

/** Counting must not break logging, which is often how a failing peer is reported. */
function countError(call: LoggingCall): void {
  try {
    call.peers.metrics.recordMetric({ name: 'LogErrors', value: 1 });
  } catch {
    // The line itself is written.
  }
}

/** The logging gateway's operations without a composition. */
export const genericLoggingOperation: GenericOperation<LoggingOperations> = standalone(() => createLoggingGateway());
