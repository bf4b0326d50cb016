import type { CheckUrlParams, ResolvedAddress, UrlCheck } from '@hearthgate/contracts';
import { type Clock, GatewayError, withinTime } from '@hearthgate/kernel';
import type { SecuritySettings } from '../settings.ts';
import { canonicalHost } from './host-list.ts';
import { createPrivateHosts } from './private-hosts.ts';
import { checkUrlText, isSameOrigin } from './url-check.ts';

type Settings = Pick<SecuritySettings, 'resolve' | 'resolveTimeoutMs'>;

/** Checks URLs by their text and, where asked, by the addresses that their hosts have now. */
export class UrlGuard {
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #privateHosts = createPrivateHosts();

  constructor(settings: Settings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** @throws GatewayError `SECURITY_DNS_FAILED` */
  async check(params: CheckUrlParams): Promise<UrlCheck> {
    const verdict = checkUrlText(params, this.#privateHosts);
    if (!verdict.allowed) return verdict;
    const { url, redirectedFrom } = params;
    const redirect = redirectedFrom === undefined ? {} : { sameOrigin: isSameOrigin(url, redirectedFrom) };
    if (params.resolve !== true) return { ...verdict, ...redirect };
    const host = canonicalHost(new URL(url));
    const addresses = await this.#addressesOf(host);
    // One private address among public ones is enough: nobody says which of them a client takes.
    const hidden = params.allowPrivate === true ? undefined : addresses.find((one) => this.#isPrivate(one));
    if (hidden !== undefined) {
      const reason = `${host} has the loopback, private or link-local address ${hidden.address}; set allowPrivate if that is meant.`;
      return { allowed: false, reason };
    }
    return { ...verdict, ...redirect, addresses };
  }

  #isPrivate({ address, family }: ResolvedAddress): boolean {
    return this.#privateHosts.has(family === 6 ? `[${address}]` : address);
  }

  async #addressesOf(host: string): Promise<readonly ResolvedAddress[]> {
    const { isIP } = process.getBuiltinModule('node:net');
    const literal = host.replace(/^\[|\]$/g, '');
    const found = isIP(literal) === 0 ? await this.#resolve(host) : [literal];
    const addresses = found.flatMap((address): readonly ResolvedAddress[] => {
      const family = typeof address === 'string' ? isIP(address) : 0;
      return family === 0 ? [] : [{ address, family: family as 4 | 6 }];
    });
    if (addresses.length > 0) return addresses;
    throw new GatewayError(
      'SECURITY_DNS_FAILED',
      `${host} has no address; check its spelling and that it is in public DNS.`,
    );
  }

  async #resolve(host: string): Promise<readonly string[]> {
    const { resolve = lookUp, resolveTimeoutMs } = this.#settings;
    const late = () => {
      throw new Error(`no answer within ${resolveTimeoutMs} ms`);
    };
    try {
      return await withinTime(resolveTimeoutMs, (async () => resolve(host))(), this.#clock, late);
    } catch (cause) {
      const message = `${host} was not resolved; check its spelling and that it is in public DNS. The cause says more.`;
      throw new GatewayError('SECURITY_DNS_FAILED', message, { cause });
    }
  }
}

async function lookUp(host: string): Promise<readonly string[]> {
  const { promises } = process.getBuiltinModule('node:dns');
  const found = await promises.lookup(host, { all: true });
  return found.map(({ address }) => address);
}
