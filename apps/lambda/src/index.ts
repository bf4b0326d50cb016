import { createFunction, type HearthgateFunction } from './function.ts';

const built = createFunction();

// Lambda sends SIGTERM before it ends an environment that has an extension; so does the local runtime.
process.once('SIGTERM', () => void built.stop().finally(() => process.exit(0)));

/** The handler that Lambda is configured with: `index.handler`. */
export const handler: HearthgateFunction['handler'] = built.handler;
