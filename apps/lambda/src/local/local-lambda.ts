import type { Invocation } from './invocation.ts';
import { startInvokeApi } from './invoke-api/invoke-api.ts';
import { type EnvironmentOptions, startEnvironment } from './runtime/environment.ts';

export interface LocalLambdaOptions extends EnvironmentOptions {
  /** Default `127.0.0.1`. */
  readonly host?: string | undefined;
  /** Default 9000; 0 takes any free port. */
  readonly port?: number | undefined;
  /** Told about every invocation that finished, however it was asked for. */
  readonly onInvocation?: ((invocation: Invocation) => void) | undefined;
}

/** A built function, running on this machine. */
export interface LocalLambda {
  /** Where the Invoke API answers, for instance `http://127.0.0.1:9000`; the endpoint to give to an AWS SDK. */
  readonly url: string;
  /** Invokes the function without the detour over HTTP. Every failure of the function is an outcome, not a rejection. */
  invoke(event: unknown): Promise<Invocation>;
  /** Stops the API and the function. */
  stop(): Promise<void>;
}

/**
 * Runs a built function as AWS Lambda would, behind the local Invoke API of AWS's runtime interface emulator.
 *
 * @throws CommandError when the port is taken or the build is incomplete.
 */
export async function runLocal(options: LocalLambdaOptions): Promise<LocalLambda> {
  const { host = '127.0.0.1', port = 9000, onInvocation, ...environmentOptions } = options;
  const environment = await startEnvironment(environmentOptions);

  const invoke: typeof environment.invoke = async (payload, invokeOptions) => {
    const invocation = await environment.invoke(payload, invokeOptions);
    onInvocation?.(invocation);
    return invocation;
  };

  try {
    const api = await startInvokeApi({ host, port, invoke });
    return {
      url: api.url,
      invoke: (event) => invoke(JSON.stringify(event) ?? 'null'),
      async stop() {
        await environment.stop();
        await api.stop();
      },
    };
  } catch (error) {
    await environment.stop();
    throw error;
  }
}
