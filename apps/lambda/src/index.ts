import { createFunction, type HearthgateFunction } from './function.ts';

const built = createFunction();

// Lambda sends SIGTERM before it ends an environment that has an extension. Sent again, now that nobody listens any
// more, it ends the process: `process.exit` would wait for AWS's runtime client, which is waiting for the next event.
process.once('SIGTERM', () => void built.stop().finally(() => process.kill(process.pid, 'SIGTERM')));

/** The handler that Lambda is configured with: `index.handler`. */
export const handler: HearthgateFunction['handler'] = built.handler;
