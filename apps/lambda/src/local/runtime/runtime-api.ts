import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import type { InvocationOutcome, ReportedError } from '../invocation.ts';
import { close, listen, readBody } from '../invoke-api/http-listener.ts';
import { MAX_RESPONSE_BYTES } from '../invoke-api/payload-limits.ts';
import { createExtensionsApi, refuse } from './extensions-api.ts';

const BASE = '/2018-06-01/runtime';
const INVOCATION_PATH = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/;

export interface RuntimeApiOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly clock: Clock;
}

export interface DispatchOptions {
  readonly requestId: string;
  readonly invokedFunctionArn: string;
  readonly traceId: string;
  /** How long the function may work on the event; counted from the moment the runtime receives it. */
  readonly timeoutMs: number;
  /** How long a runtime that is still starting may take until it asks for its first event. */
  readonly initTimeoutMs: number;
  /** JSON text; ASCII only, because it travels in a header. */
  readonly clientContext?: string | undefined;
  /** Called when the runtime receives the event. */
  readonly onDispatch?: () => void;
}

/**
 * The server's side of the AWS Lambda Runtime API, version 2018-06-01: what runs inside an execution environment asks
 * it for events and reports results to it.
 */
export interface RuntimeApi {
  /** `host:port`, the value of AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /**
   * Gives one event to the runtime as soon as that asks for one, and waits for the outcome.
   *
   * @throws Error when another event is under way: one execution environment works on one event at a time.
   */
  invoke(payload: string, options: DispatchOptions): Promise<InvocationOutcome>;
  /** Whether the process registered an extension, and so is told when its environment ends. */
  readonly hasExtension: boolean;
  /** Tells that the runtime's process is gone: an event under way ends as `runtime-exited` with this reason. */
  runtimeExited(reason: string): void;
  close(): Promise<void>;
}

interface Flight {
  readonly payload: string;
  readonly options: DispatchOptions;
  readonly settle: (outcome: InvocationOutcome) => void;
  dispatched: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** Starts the Runtime API. */
export async function startRuntimeApi({ host, port, clock }: RuntimeApiOptions): Promise<RuntimeApi> {
  let flight: Flight | undefined;
  let polling: ServerResponse | undefined;
  const extensions = createExtensionsApi();

  function settle(outcome: InvocationOutcome): void {
    clearTimeout(flight?.timer);
    const settled = flight;
    flight = undefined;
    settled?.settle(outcome);
  }

  function dispatch(): void {
    if (flight === undefined || flight.dispatched || polling === undefined) return;
    const response = polling;
    polling = undefined;
    const { options, payload } = flight;
    clearTimeout(flight.timer);
    flight.dispatched = true;
    flight.timer = setTimeout(() => settle({ kind: 'timed-out', timeoutMs: options.timeoutMs }), options.timeoutMs);
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': options.requestId,
      'Lambda-Runtime-Deadline-Ms': String(clock.now() + options.timeoutMs),
      'Lambda-Runtime-Invoked-Function-Arn': options.invokedFunctionArn,
      'Lambda-Runtime-Trace-Id': options.traceId,
      ...(options.clientContext === undefined ? {} : { 'Lambda-Runtime-Client-Context': options.clientContext }),
    });
    response.end(payload);
    options.onDispatch?.();
  }

  function next(response: ServerResponse): void {
    extensions.closeRegistration();
    polling = response;
    response.once('close', () => {
      if (polling === response) polling = undefined;
    });
    dispatch();
  }

  async function answer(kind: 'response' | 'error', request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answered = flight;
    const { bytes, text } = await readBody(request, MAX_RESPONSE_BYTES);
    // The timeout may have passed while the body arrived.
    if (flight !== answered) return refuse(response, 400, 'InvalidRequestID', 'Invalid request ID');
    if (text === undefined) {
      const errorMessage = `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`;
      refuse(response, 413, 'RequestEntityTooLarge', `${errorMessage} Received ${bytes} bytes.`);
      settle({ kind: 'function-error', errorType: 'Function.ResponseSizeTooLarge', errorMessage, trace: [] });
      return;
    }
    accept(response);
    settle(
      kind === 'response'
        ? { kind: 'response', payload: text }
        : { kind: 'function-error', ...reportedError(request, text) },
    );
  }

  async function initError(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { text = '' } = await readBody(request, MAX_RESPONSE_BYTES);
    accept(response);
    if (flight?.dispatched === false) settle({ kind: 'init-error', ...reportedError(request, text) });
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = `${request.method} ${request.url}`;
    if (call === `GET ${BASE}/invocation/next`) return next(response);
    if (call === `POST ${BASE}/init/error`) return initError(request, response);
    if (extensions.handles(request, response)) return;
    const [, id, kind] = request.method === 'POST' ? (INVOCATION_PATH.exec(request.url ?? '') ?? []) : [];
    if (id === undefined) return refuse(response, 404, 'NotFound', `The Runtime API has no ${call}`);
    if (!flight?.dispatched || decodeURIComponent(id) !== flight.options.requestId) {
      request.resume();
      return refuse(response, 400, 'InvalidRequestID', 'Invalid request ID');
    }
    return answer(kind === 'response' ? 'response' : 'error', request, response);
  }

  const server = createServer((request, response) => {
    // A runtime that dies in the middle of a request is noticed by its exit, not here.
    route(request, response).catch(() => response.destroy());
  });
  // A handler may work for minutes between two requests on the same connection.
  server.keepAliveTimeout = 0;
  const address = await listen(server, host, port);

  return {
    address,
    invoke(payload, options) {
      if (flight !== undefined) throw new Error('An execution environment works on one event at a time');
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle(initTimedOut(options.initTimeoutMs)), options.initTimeoutMs);
        flight = { payload, options, settle: resolve, dispatched: false, timer };
        dispatch();
      });
    },
    get hasExtension() {
      return extensions.isRegistered;
    },
    runtimeExited(reason) {
      polling = undefined;
      extensions.reset();
      settle({ kind: 'runtime-exited', reason });
    },
    close: () => close(server),
  };
}

function initTimedOut(initTimeoutMs: number): InvocationOutcome {
  const errorMessage = `Init did not finish within ${(initTimeoutMs / 1000).toFixed(2)} seconds`;
  return { kind: 'init-error', errorType: 'Sandbox.Timedout', errorMessage, trace: [] };
}

/** The runtime's error document; where that is not the documented shape, what can be told from header and text. */
function reportedError(request: IncomingMessage, text: string): ReportedError {
  const header = request.headers['lambda-runtime-function-error-type'];
  const fallbackType = typeof header === 'string' ? header : 'Unhandled';
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const { errorType, errorMessage, trace } = (typeof body === 'object' && body !== null ? body : {}) as Partial<
    Record<keyof ReportedError, unknown>
  >;
  return {
    errorType: typeof errorType === 'string' ? errorType : fallbackType,
    errorMessage: typeof errorMessage === 'string' ? errorMessage : text,
    trace: Array.isArray(trace) ? trace.map(String) : [],
  };
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { 'Content-Type': 'application/json' });
  response.end('{"status":"OK"}');
}
