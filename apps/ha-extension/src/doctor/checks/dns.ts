import type { LookupAddress } from 'node:dns';
import { type AddressKind, addressKind, hostOf } from '../addresses.ts';
import { type Check, type Finding, failed, ok, skipped, warning } from '../check.ts';
import type { Examination } from '../examination.ts';

const TIMEOUT_MS = 5_000;

/** Whether the name has addresses, and whether they lead anywhere from Amazon's network. */
export const dns: Check = {
  name: 'dns',
  needs: [],
  async run(home) {
    const host = hostOf(home.url);
    if (home.settings.connection.proxy !== undefined) {
      return skipped('Not looked up here.', 'The proxy looks up the name of the home.');
    }
    const isName = process.getBuiltinModule('node:net').isIP(host) === 0;
    const found = await lookUp(host);
    if (!Array.isArray(found)) return notFound(home, host, String(found));
    home.facts.addresses = found;
    const list = found.map(({ address }) => address).join(', ');
    return judge(
      home,
      isName ? `${host} has the address${found.length > 1 ? 'es' : ''} ${list}.` : `${host} is an address.`,
      found,
    );
  },
};

/** The addresses as the bridge gets them, from the system; or the code of the error. */
async function lookUp(host: string): Promise<LookupAddress[] | string> {
  const { promises } = process.getBuiltinModule('node:dns');
  const { promise, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve('ETIMEOUT'), TIMEOUT_MS);
  try {
    return await Promise.race([promises.lookup(host, { all: true, order: 'verbatim' }), promise]);
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  } finally {
    clearTimeout(timer);
  }
}

function notFound({ settingName }: Examination, host: string, code: string): Finding {
  if (code !== 'ENOTFOUND' && code !== 'ENODATA') {
    return failed(
      `No name server answered for ${host} (${code}).`,
      'Names cannot be looked up here, or those that know this one are down.',
      `Check the network, then whether the name server of ${host} answers.`,
    );
  }
  return failed(
    `${host} has no address (${code}).`,
    'Nobody can find the home by this name.',
    `Check the spelling in ${settingName('URL')}, and that the name is in public DNS. With dynamic DNS, check that it is updated.`,
  );
}

const MEANS: Readonly<Record<Exclude<AddressKind, 'public'>, readonly [string, string]>> = {
  'this-machine': [
    'The address is this machine itself: good for a trial, never for a function at AWS.',
    'Before deploying, set %s to the address that the home has in the internet.',
  ],
  private: [
    'A private address leads nowhere outside of your own network; AWS cannot reach it.',
    'Set %s to a public name, or let the function reach your network through HOME_ASSISTANT_PROXY or a VPC.',
  ],
  shared: [
    'An address out of 100.64.0.0/10 is shared by customers of a provider (CGNAT), or is one of Tailscale; AWS cannot reach it.',
    'Ask the provider for a public address, use a tunnel such as Cloudflare or Tailscale Funnel, or set HOME_ASSISTANT_PROXY to a Tailscale proxy (%s stays).',
  ],
};

function judge({ place, settingName }: Examination, saw: string, found: readonly LookupAddress[]): Finding {
  const kinds = found.map(({ address }) => addressKind(address));
  const odd = (['shared', 'private', 'this-machine'] as const).find((kind) => kinds.includes(kind));
  if (odd === undefined) return ok(saw, 'The name can be found.');
  if (place === 'function') return ok(saw, 'The address is no public one, so a VPC or a VPN has to lead there.');
  const [means, todo] = MEANS[odd];
  return warning(saw, means, todo.replace('%s', settingName('URL')));
}
