import type { Gateways, LambdaContext } from '@hearthgate/contracts';
import { createExtension } from '@hearthgate/ha-extension';
import type { Composition } from '@hearthgate/kernel';
import { composeGateways, type FunctionOptions } from './composition.ts';
import { registerRoutes } from './routes.ts';

/** The function: a Lambda handler, and what stands behind it. */
export interface HearthgateFunction extends Composition<Gateways> {
  /** Answers any event and never throws. */
  readonly handler: (event: unknown, context?: LambdaContext) => Promise<unknown>;
  /** Ends what start-up began, newest first, and writes what is still to be written. */
  readonly stop: () => Promise<void>;
}

export function createFunction(options: FunctionOptions = {}): HearthgateFunction {
  const composition = composeGateways(options);
  const { gateways } = composition;
  const extension = createExtension(composition);
  registerRoutes(composition, extension);
  gateways.initialization.operations.registerStage({
    name: 'extension',
    // Wrong settings must not keep the function from answering: it says what is wrong.
    required: false,
    run: () => extension.prepare(),
  });

  return {
    ...composition,
    async handler(event, context) {
      const response = await gateways.lambda.execute('eventHandler', { event, context });
      return response.success ? response.data : response;
    },
    async stop() {
      await gateways.initialization.execute('lambdaCleanup');
      await gateways.singleton.execute('resetAll');
      await gateways.logging.execute('flush');
    },
  };
}
