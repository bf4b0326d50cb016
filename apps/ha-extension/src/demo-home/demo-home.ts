import { INITIAL_ENTITIES } from './entities.ts';
import type { EntityState } from './entity.ts';
import { createHomeState } from './home-state.ts';
import { listen, urlOf } from './http/server.ts';
import { createLongLivedToken, type Random } from './ids.ts';
import { DEFAULT_QUIRKS, type Quirks } from './smart-home/quirks.ts';

/** How to start a demo home; every member has a default. */
export interface DemoHomeOptions {
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`. The home is made for tests and demonstrations: think before opening it to a network. */
  readonly host?: string;
  /** The home's own access token; a random one when not given. */
  readonly token?: string;
  /** Tokens that are accepted besides it: a list, or any at all, for directives that were written by hand. */
  readonly acceptTokens?: 'any' | readonly string[];
  /** Defects of the real integration to imitate; default {@link DEFAULT_QUIRKS}. */
  readonly quirks?: Partial<Quirks>;
  /** Milliseconds since the epoch; default `Date.now`. */
  readonly clock?: () => number;
  /** Numbers in [0, 1) for ids and the token; default a cryptographic source. */
  readonly random?: Random;
}

/** A running demo home. */
export interface DemoHome {
  /** For instance `http://127.0.0.1:40123`, without a slash at the end. */
  readonly url: string;
  /** The token to send as `Authorization: Bearer`. */
  readonly token: string;
  /** The state of every entity now; what it answers does not change later. */
  entities(): readonly EntityState[];
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

/**
 * Starts a small home that speaks the HTTP endpoints of Home Assistant which the bridge uses and keeps its state.
 *
 * @throws {Error} when the token is empty or the address cannot be had.
 */
export async function startDemoHome(options: DemoHomeOptions = {}): Promise<DemoHome> {
  const { port = 0, host = '127.0.0.1', clock = Date.now, random = cryptographicRandom, acceptTokens = [] } = options;
  const token = options.token ?? createLongLivedToken(random, clock());
  if (token === '') throw new Error('The token of the demo home is empty; leave it out to get a random one.');
  const home = createHomeState(INITIAL_ENTITIES, clock, random);
  const acceptsToken = (given: string): boolean =>
    given === token || acceptTokens === 'any' || acceptTokens.includes(given);
  const quirks = { ...DEFAULT_QUIRKS, ...options.quirks };
  const listener = await listen({ home, quirks, acceptsToken }, host, port);
  return { url: urlOf(host, listener.port), token, entities: home.all, close: listener.close };
}

function cryptographicRandom(): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  return word / 2 ** 32;
}
