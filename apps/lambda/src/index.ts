import { createFunction, type HearthgateFunction } from './function.ts';
import { inSmallMemory } from './small-memory.ts';

const built = createFunction();
// Lambda takes registrations only until the module has loaded, so this is waited for: a few milliseconds.
await built.watchShutdown();
await built.start();

// AWS's runtime tells handlers apart by the number of their parameters, so there are two as in `built.handler`.
const handle = inSmallMemory(built.handler, process.env);

/** The handler that Lambda is configured with: `index.handler`. */
export const handler: HearthgateFunction['handler'] = (event, context) => handle(event, context);
