import { createHttpGateway } from '../src/index.ts';

// Sends the request of each line of its input, or connects ahead for one without a method, and prints how it went: a
// function that is frozen between invocations.
const { operations } = createHttpGateway();
process.stdin.setEncoding('utf8').on('data', async (lines: string) => {
  for (const line of lines.trim().split('\n')) {
    const params = JSON.parse(line);
    const outcome = await (params.method === undefined
      ? operations.preconnect(params).then(String)
      : operations.makeRequest(params).then(({ body }) => body)
    ).then(
      (text) => text,
      (error: { readonly code: string }) => error.code,
    );
    console.log(outcome);
  }
});
