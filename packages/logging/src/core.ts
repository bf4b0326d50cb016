import type {
  ConfigureLoggingParams,
  GenericOperation,
  LoggingGateway,
  LoggingOperations,
  LogLevel,
  LogMessageParams,
} from '@hearthgate/contracts';
import {
  type Call,
  createEnvironment,
  createGateway,
  DocumentWriter,
  GatewayError,
  type Invocation,
  knownSecrets,
  standalone,
  type Wiring,
} from '@hearthgate/kernel';
import { CallCircumstances } from './circumstances.ts';
import { checkFields } from './context/bound-fields.ts';
import { exportText } from './entries/entry-export.ts';
import { Journal } from './journal.ts';
import { severityOf } from './level.ts';
import { invocationLevel, invocationLine } from './line/invocation-line.ts';
import { createLineFormat } from './line/line-format.ts';
import { exceeds } from './line/line-size.ts';
import { LineWriter } from './line/line-text.ts';
import { checkTuning, type LoggingOptions, type LoggingTuning, readSettings } from './options.ts';
import { createStandardOutput } from './output/destination.ts';
import { LineSink } from './output/line-sink.ts';
import { checkDocument, checkEntriesParams, checkLevel, checkRequest } from './params.ts';
import { aloneIn, type LoggingPorts } from './ports.ts';
import { Speaker } from './speaker.ts';

type LoggingCall = Call<LoggingPorts>;

/** CloudWatch refuses log events beyond 1 MB, and a document cut short would tell untrue numbers. */
const MAX_DOCUMENT_BYTES = 1_000_000;

/** Builds the logging gateway. Throws `LOGGING_INVALID_OPTIONS`. */
export function createLoggingGateway(options: LoggingOptions = {}, wiring: Wiring<LoggingPorts> = {}): LoggingGateway {
  const environment = wiring.environment ?? createEnvironment();
  const settings = readSettings(options, environment.variables);
  const sink = new LineSink(() => options.destination ?? createStandardOutput());
  const journal = new Journal({
    ...settings,
    sink,
    writer: new LineWriter(settings.serviceName),
    format: createLineFormat(settings.serviceName),
  });
  const documents = new DocumentWriter();
  const speaker = new Speaker(journal, environment, settings.tuning, settings.levelWarning);
  if (options.fields !== undefined) speaker.fields.bind(checkFields(options.fields, 'The option fields'));

  const tune = (next: LoggingTuning) => {
    speaker.tuning = next;
    environment.tracing.enabled = next.level === 'debug';
  };
  tune(settings.tuning);

  const at = (level: LogLevel, severity: number = severityOf[level]) => ({
    isIdle: (invocation: Invocation | undefined) => speaker.isIdle(severity, invocation),
    run: ({ message, data, error }: LogMessageParams, call: LoggingCall) =>
      speaker.say({ level, message, data, error }, call),
  });
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

        log: (params, call) => byLevel[checkLevel(params.level)].run(params, call),

        setLevel: ({ level }) => tune({ ...speaker.tuning, level: checkLevel(level) }),

        configure: (params) => tune(tuningWith(params, speaker.tuning)),

        bindContext: ({ fields, scope = 'invocation', gateway }, call) => {
          const log = scope === 'invocation' ? speaker.logOf(call) : undefined;
          (log?.fields ?? speaker.fields).bind(checkFields(fields, 'bindContext'), gateway);
        },

        withContext: {
          passesErrors: true,
          run: (params) => {
            if (typeof params?.run !== 'function') {
              throw new GatewayError('KERNEL_INVALID_PARAMS', 'withContext takes { fields, run }; run is a function.');
            }
            return speaker.running.run(checkFields(params.fields, 'withContext'), params.run);
          },
        },

        recordRequest: (params, call) => {
          const request = checkRequest(params);
          if (request.cause !== undefined) speaker.releaseBuffer(call);
          if (!speaker.isOn(invocationLevel(request), call)) return;
          const line = invocationLine(request, {
            invocation: call.invocation,
            gatewayChain: call.gatewayChain,
            memoryUsedBytes: environment.residentBytes(),
            formatDuration: (durationMs) => call.peers.utility.formatDuration({ durationMs }),
          });
          speaker.tell(line, call, false);
        },

        recordError: ({ error, during }, call) =>
          speaker.say(
            { level: 'error', message: `Failed: ${String(during)}`, error: error ?? 'no error was given' },
            call,
          ),

        writeDocument: (params, call) => {
          const { document, head } = checkDocument(params);
          const where = new CallCircumstances(call, environment);
          const line = `${documents.textOf(head, document, knownSecrets(environment), where)}\n`;
          if (!exceeds(line, MAX_DOCUMENT_BYTES)) {
            sink.write(line);
            return;
          }
          sink.dropped += 1;
          const message = `A document beyond ${MAX_DOCUMENT_BYTES} bytes was dropped.`;
          speaker.say({ level: 'warning', message }, call);
        },

        getEntries: (params) => journal.entries(checkEntriesParams(params)),

        exportEntries: (params) => exportText(journal.entries(checkEntriesParams(params)), params?.format),

        flush: {
          // This is asked at the end of every invocation, and mostly there is nothing to wait for.
          prompt: true,
          run: (_params, call) => {
            const telling = speaker.tellRepeats(call);
            const isDone = telling === undefined && sink.isKept && !sink.hasUnflushed;
            return isDone ? undefined : flushAfter(telling, sink, call);
          },
        },

        getStatus: () => {
          const { dropped, written, bytes, flushFailures } = sink;
          const reasons = [
            ...(dropped > 0 ? [`${dropped} lines were dropped: not taken by the destination, or too many.`] : []),
            ...(flushFailures > 0 ? ['The destination failed to flush.'] : []),
          ];
          return {
            gateway: 'logging',
            state: reasons.length === 0 ? 'healthy' : 'degraded',
            reasons,
            level: speaker.tuning.level,
            linesWritten: written,
            linesDropped: dropped,
            linesFolded: speaker.folded,
            linesBuffered: speaker.buffered,
            bytesWritten: bytes,
          };
        },
      },
    },
    { ...wiring, environment },
  );
}

async function flushAfter(telling: Promise<void> | undefined, sink: LineSink, call: LoggingCall): Promise<void> {
  if (telling !== undefined) await telling;
  if (!sink.isKept) await endWithEnvironment(sink, call);
  if (sink.hasUnflushed) await sink.flush();
}

/** The destination is one of the environment's instances, so that it is flushed and closed when those end. */
async function endWithEnvironment(sink: LineSink, { peers }: LoggingCall): Promise<void> {
  try {
    await peers.singleton.get({ key: 'logging.destination', create: () => sink, dispose: () => sink.close() });
    sink.isKept = true;
  } catch {
    // Lines are written all the same.
  }
}

function tuningWith(params: ConfigureLoggingParams, current: LoggingTuning): LoggingTuning {
  const { level, sampleRate, maxBufferBytes, foldMs, maxLinesPerInvocation } = params;
  return checkTuning({
    level: level === undefined ? current.level : checkLevel(level),
    sampleRate: sampleRate ?? current.sampleRate,
    maxBufferBytes: maxBufferBytes ?? current.maxBufferBytes,
    foldMs: foldMs ?? current.foldMs,
    maxLinesPerInvocation: maxLinesPerInvocation ?? current.maxLinesPerInvocation,
  });
}

/** The logging gateway's operations without a composition. */
export const genericLoggingOperation: GenericOperation<LoggingOperations> = standalone(() => createLoggingGateway());
