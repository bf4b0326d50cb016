import type { HttpAnswer, HttpBodyStream, ResponseStream } from '@hearthgate/contracts';

/** Status and headers as JSON, eight NUL bytes, and then the body. */
const PRELUDE_TYPE = 'application/vnd.awslambda.http-integration-response';
const DELIMITER_BYTES = 8;

/** Sends status, headers and cookies; the body follows. */
export function writePrelude(stream: ResponseStream, answer: HttpAnswer): void {
  const { statusCode, headers, cookies, multiValueHeaders } = answer;
  stream.setContentType?.(PRELUDE_TYPE);
  // What is undefined JSON leaves out.
  stream.write(JSON.stringify({ statusCode, headers, cookies, multiValueHeaders }));
  stream.write(new Uint8Array(DELIMITER_BYTES));
}

/** Sends an answer that is there as a whole. */
export function writeWhole(stream: ResponseStream, answer: HttpAnswer): void {
  writePrelude(stream, answer);
  if (answer.body !== '') stream.write(answer.isBase64Encoded ? Buffer.from(answer.body, 'base64') : answer.body);
  stream.end();
}

/** Sends an answer that is no HTTP answer, as the runtime would have done. */
export function writeJson(stream: ResponseStream, answer: unknown): void {
  stream.setContentType?.('application/json');
  stream.write(JSON.stringify(answer) ?? 'null');
  stream.end();
}

/**
 * Sends parts as they come, no faster than they are taken. Stops when `isOver` says so.
 *
 * @throws Error when the reader is gone, and what the source of the parts throws.
 */
export async function writeParts(stream: ResponseStream, body: HttpBodyStream, isOver: () => boolean): Promise<void> {
  const reader = watchReader(stream);
  for await (const part of body) {
    // Leaving the loop here lets the source of the parts end too.
    if (isOver()) return;
    if (stream.write(part) === false) await reader.drained();
    reader.check();
    if (isOver()) return;
  }
  stream.end();
}

/** Whoever reads may go away at any time: then nothing drains any more, and nothing more is worth making. */
function watchReader(stream: ResponseStream) {
  let gone: Error | undefined;
  let wake = () => {};
  const leave = (message: string) => () => {
    gone ??= new Error(message);
    wake();
  };
  stream.once?.('close', leave('The reader closed the response stream.'));
  stream.once?.('error', leave('The response stream failed.'));
  return {
    check() {
      if (gone !== undefined) throw gone;
    },
    async drained() {
      if (gone !== undefined || stream.once === undefined) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        stream.once?.('drain', resolve);
      });
    },
  };
}
