import { createFunction, type HearthgateFunction } from './function.ts';

const built = createFunction();
// Lambda takes registrations only until the module has loaded, so this is waited for: a few milliseconds.
await built.watchShutdown();

/** The handler that Lambda is configured with: `index.handler`. */
export const handler: HearthgateFunction['handler'] = built.handler;
