import { createHttpGateway } from '../src/index.ts';

// Sends the request of each line of its input and prints how it went: a function that is frozen between invocations.
const { operations } = createHttpGateway();
process.stdin.setEncoding('utf8').on('data', async (lines: string) => {
  for (const line of lines.trim().split('\n')) {
    const outcome = await operations.makeRequest(JSON.parse(line)).then(
      ({ body }) => body,
      (error: { readonly code: string }) => error.code,
    );
    console.log(outcome);
  }
});
