/** What an address is to somebody far away. */
export type AddressKind = 'public' | 'private' | 'shared' | 'this-machine';

/** RFC 1918, 3927, 4193 and 4291; also what is reserved for documentation of networks inside (RFC 6890). */
const PRIVATE = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['fc00::', 7],
  ['fe80::', 10],
] as const;

/** RFC 6598: of a provider whose customers share an address; Tailscale's are out of it, too. */
const SHARED = [['100.64.0.0', 10]] as const;
/** RFC 1122 and 4291. */
const THIS_MACHINE = [
  ['127.0.0.0', 8],
  ['0.0.0.0', 8],
  ['::1', 128],
] as const;

/** Of an IP address as a look-up answers it. */
export function addressKind(address: string): AddressKind {
  if (isIn(THIS_MACHINE, address)) return 'this-machine';
  if (isIn(SHARED, address)) return 'shared';
  return isIn(PRIVATE, address) ? 'private' : 'public';
}

function isIn(ranges: readonly (readonly [string, number])[], address: string): boolean {
  const { BlockList, isIP } = process.getBuiltinModule('node:net');
  const list = new BlockList();
  for (const [network, bits] of ranges) list.addSubnet(network, bits, network.includes(':') ? 'ipv6' : 'ipv4');
  const plain = address.split('%')[0] ?? '';
  return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

/** The host of a URL without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

export function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
