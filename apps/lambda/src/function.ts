import type { Gateways, LambdaContext, ShutdownWatch } from '@hearthgate/contracts';
import { createExtension, type Extension } from '@hearthgate/ha-extension';
import { loadTransport } from '@hearthgate/http-client';
import type { Composition } from '@hearthgate/kernel';
import { composeGateways, type FunctionOptions } from './composition.ts';
import { functionSettings } from './function-settings.ts';
import { registerRoutes } from './routes.ts';

/** The function: a Lambda handler, and what stands behind it. */
export interface HearthgateFunction extends Composition<Gateways> {
  /**
   * Answers any event that somebody waits for, whatever it is. Of those that nobody waits for, what failed comes again: by
   * the answer for SQS, else by an error.
   */
  readonly handler: (event: unknown, context?: LambdaContext) => Promise<unknown>;
  /** Has Lambda say when the environment ends, and then does as `stop`. For the time while the module loads. */
  readonly watchShutdown: () => Promise<ShutdownWatch>;
  /**
   * Goes through start-up before the first event does: while the module loads, Lambda gives a small function more of a
   * processor than afterwards. Never throws; settings that could
   * not be read are read again by the first event.
   */
  readonly start: () => Promise<void>;
  /** Ends what start-up began, newest first, and writes what is still to be written. */
  readonly stop: () => Promise<void>;
}

export function createFunction(options: FunctionOptions = {}): HearthgateFunction {
  const composition: Composition<Gateways> = composeGateways({
    checks: () => extension.health(),
    ...options,
  });
  const { gateways, environment } = composition;
  const extension: Extension = createExtension({ ...composition, loadTransport });
  registerRoutes(composition, extension, options.codeCache);
  gateways.initialization.operations.registerStage({
    name: 'extension',
    // Wrong settings must not keep the function from answering: it says what is wrong.
    required: false,
    run: () => extension.prepare(),
  });
  const { cacheTable, cacheDirectory } = functionSettings(environment.variables);
  // What was used most is brought back from the tiers that outlive the process, as a stage of start-up.
  if (cacheTable !== undefined || cacheDirectory !== undefined)
    void gateways.cache.execute('preload', { when: 'start' });

  const finish = async () => {
    await gateways.singleton.execute('resetAll');
    await gateways.logging.execute('flush');
  };
  return {
    ...composition,
    handler: (event, context) => gateways.lambda.operations.eventHandler({ event, context }),
    watchShutdown: () => gateways.initialization.operations.watchShutdown({ finish }),
    async start() {
      await gateways.initialization.execute('lambdaInit');
    },
    async stop() {
      await gateways.initialization.execute('lambdaCleanup');
      await finish();
    },
  };
}
