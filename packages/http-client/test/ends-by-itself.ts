import { createHttpGateway } from '../src/index.ts';

// Connects to each URL ahead and asks it once, one after the other, and prints how it went. It closes nothing: what it leaves
// behind must not keep the process alive.
const { operations } = createHttpGateway({ timeouts: { connectMs: 100, headersMs: 100, bodyMs: 100 } });
for (const url of process.argv.slice(2)) {
  await operations.preconnect({ url });
  const outcome = await operations.makeRequest({ method: 'GET', url }).then(
    ({ status }) => status,
    (error: { readonly code: string }) => error.code,
  );
  console.log(outcome);
}
