import type { Transform } from 'node:stream';

/** Content-Encoding may name several codings in a row; more than this is an attack, not a server. */
const MAX_LAYERS = 3;

const NO_CODINGS: readonly string[] = [];

/** The codings of a Content-Encoding header in the order in which they are undone. */
export function codingsOf(contentEncoding: string | undefined): readonly string[] {
  if (contentEncoding === undefined) return NO_CODINGS;
  return contentEncoding
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .reverse();
}

/** Whether all of the codings can be undone here. */
export function canDecode(codings: readonly string[]): boolean {
  return codings.length <= MAX_LAYERS && codings.every((coding) => decoderOf(coding) !== undefined);
}

/** Streams that undo the codings one after the other; `firstByte` is the first of the encoded body. */
export function createDecoders(codings: readonly string[], firstByte: number): readonly Transform[] {
  return codings.map((coding, layer) => {
    const create = decoderOf(coding);
    if (create === undefined) throw new Error(`no decoder for ${coding}`);
    // Only of the outermost layer the first byte is known; RFC 9110 says that the others have the zlib header too.
    return create(layer === 0 ? firstByte : ZLIB_HEADER);
  });
}

/** Low half of the first byte of a zlib stream: the method deflate (RFC 1950, 2.2). */
const ZLIB_HEADER = 8;

/** Looked up by name without a table, so that zlib is touched only when a body is compressed. */
function decoderOf(coding: string): ((firstByte: number) => Transform) | undefined {
  const zlib = process.getBuiltinModule('node:zlib');
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return () => zlib.createGunzip();
    case 'deflate':
      // RFC 9110, 8.4.1.2: deflate means the zlib format, yet some servers send the bare stream.
      return (firstByte) => ((firstByte & 0x0f) === ZLIB_HEADER ? zlib.createInflate() : zlib.createInflateRaw());
    case 'br':
      return () => zlib.createBrotliDecompress();
    case 'zstd':
      return () => zlib.createZstdDecompress();
    default:
      return undefined;
  }
}
