import { GatewayError } from '@hearthgate/kernel';

/** What a request takes over of its URL. */
export interface UrlParts {
  readonly protocol: string;
  readonly origin: string;
  /** Without fragment. */
  readonly href: string;
  /** Path with query. */
  readonly path: string;
  readonly host: string;
  readonly port: number;
}

const MAX_KEPT = 64;
const MAX_KEPT_LENGTH = 2_048;

/** Reads URLs, and remembers the last ones: most requests go to few of them, and reading one costs as much as all checks. */
export class UrlReader {
  readonly #kept = new Map<string, UrlParts>();

  /** @throws GatewayError `HTTP_INVALID_REQUEST` */
  read(text: unknown): UrlParts {
    const kept = this.#kept.get(text as string);
    if (kept !== undefined) return kept;
    const parts = partsOf(parse(text));
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    if ((text as string).length <= MAX_KEPT_LENGTH) this.#kept.set(text as string, parts);
    return parts;
  }
}

export function partsOf(url: URL): UrlParts {
  // Each of these builds a text anew.
  const { origin, protocol, port } = url;
  const path = `${url.pathname}${url.search}`;
  return {
    protocol,
    origin,
    href: `${origin}${path}`,
    path,
    host: url.hostname,
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
  };
}

function parse(text: unknown): URL {
  const url = typeof text === 'string' ? URL.parse(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw invalid('url is an absolute URL that starts with https:// or http://.');
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid('url holds a user name or password; send them in an authorization header instead.');
  }
  return url;
}

function invalid(message: string): GatewayError {
  return new GatewayError('HTTP_INVALID_REQUEST', message);
}
