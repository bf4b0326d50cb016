/*
 * The process of the soak: the built function, started by `node --expose-gc` with a channel to whoever sends the events.
 * It knows nothing of what is right, and only answers and measures. Time can jump, as it does for an environment that
 * Lambda freezes between two invocations.
 */

/** Answered with `Answered`. */
export interface Send {
  readonly kind: 'send';
  readonly event: unknown;
  readonly remainingMs: number;
  /** How long the environment was frozen before. */
  readonly frozenMs: number;
}

export interface Answered {
  readonly kind: 'answered';
  readonly answer?: unknown;
  /** Code of what was thrown. */
  readonly thrown?: string;
  readonly tookMs: number;
}

export interface Measured {
  readonly kind: 'measured';
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
  /** Kinds of open handles, with their numbers. */
  readonly resources: Readonly<Record<string, number>>;
  readonly unhandled: readonly string[];
}

type Handler = (event: unknown, context: object) => Promise<unknown>;

let frozenMs = 0;
const now = Date.now.bind(Date);
const elapsed = performance.now.bind(performance);
Date.now = () => now() + frozenMs;
Object.defineProperty(performance, 'now', { value: () => elapsed() + frozenMs });

const unhandled: string[] = [];
const note = (what: string) => (error: unknown) => {
  if (unhandled.length < 20) unhandled.push(`${what}: ${error instanceof Error ? error.stack : String(error)}`);
};
process.on('unhandledRejection', note('unhandled rejection'));
process.on('uncaughtException', note('uncaught exception'));
process.on('warning', note('warning'));

const [functionFile = ''] = process.argv.slice(2);
const { handler } = (await import(functionFile)) as { readonly handler: Handler };

async function send({ event, remainingMs, frozenMs: more }: Send): Promise<Answered> {
  frozenMs += more;
  const startedAt = elapsed();
  const endsAt = startedAt + remainingMs;
  const context = { awsRequestId: 'soak-request', getRemainingTimeInMillis: () => Math.max(0, endsAt - elapsed()) };
  try {
    const answer = await handler(event, context);
    return { kind: 'answered', answer, tookMs: elapsed() - startedAt };
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message?: string };
    return { kind: 'answered', thrown: code ?? message ?? 'nothing', tookMs: elapsed() - startedAt };
  }
}

async function measure(): Promise<Measured> {
  // What is closing gets time to close.
  await new Promise((resolve) => setTimeout(resolve, 50));
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const resources: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
  return { kind: 'measured', rss, heapUsed, external, resources, unhandled };
}

process.on('message', async (message: Send | { readonly kind: 'measure' }) => {
  process.send?.(message.kind === 'send' ? await send(message) : await measure());
});
process.send?.({ kind: 'ready' });
