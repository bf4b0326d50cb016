/** A request as it came over the wire. */
export interface RawRequest {
  /** Path and query, without a host. */
  readonly url: string;
  readonly headers: string;
  readonly body: string;
}

/** Takes the bytes of one connection and hands on each whole request. */
export function createRequestReader(handle: (request: RawRequest) => void): (chunk: Buffer) => void {
  let received: Buffer = Buffer.alloc(0);
  return (chunk) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const headers = received.subarray(0, end).toString('latin1');
      const length = Number(/^content-length: *(\d+)/im.exec(headers)?.[1] ?? 0);
      if (received.length < end + 4 + length) return;
      const body = received.subarray(end + 4, end + 4 + length).toString('utf8');
      received = received.subarray(end + 4 + length);
      handle({ url: headers.split(' ', 2)[1] ?? '', headers, body });
    }
  };
}
