import type { BlockList } from 'node:net';

/**
 * Ranges that are not the public internet, or lead out of it. From the IANA special-purpose registries:
 * https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry.
 */
const IPV4_RANGES: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], // this host
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // shared address space of carriers; also Tailscale
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, with the metadata service of AWS at 169.254.169.254
  ['172.16.0.0', 12],
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16],
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, with the broadcast address
];

const IPV6_RANGES: readonly (readonly [string, number])[] = [
  ['::', 96], // unspecified, loopback, and IPv4 written as IPv6; the mapped form `::ffff:0:0/96` is checked as IPv4
  ['::ffff:0:0:0', 96], // IPv4 as translators wrote it (RFC 2765)
  ['64:ff9b:1::', 48],
  ['100::', 64], // discard
  ['2001::', 23], // protocol assignments, with Teredo
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: an IPv4 address in the prefix
  ['3fff::', 20], // documentation
  ['5f00::', 16], // segment routing
  ['fc00::', 7], // unique local, with the metadata service of AWS at fd00:ec2::254
  ['fe80::', 10], // link-local
  ['fec0::', 10], // site-local
  ['ff00::', 8], // multicast
];

/** Names that lead to the machine itself or stay inside a network. */
const LOCAL_NAME = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home\.arpa)$/;

/** Tells hosts of the public internet from others by name alone; nothing is resolved. */
export function createPrivateHosts(): { has(host: string): boolean } {
  let ranges: BlockList | undefined;
  return {
    has(host) {
      const net = process.getBuiltinModule('node:net');
      const given = host.startsWith('[') ? host.slice(1, -1) : host;
      const address = net.isIP(given) === 6 ? withoutNat64(given) : given;
      const version = net.isIP(address);
      if (version === 0) return LOCAL_NAME.test(address) || !address.includes('.');
      ranges ??= createRanges(new net.BlockList());
      return ranges.check(address, version === 6 ? 'ipv6' : 'ipv4');
    },
  };
}

/** 64:ff9b::/96 (RFC 6052): what a network without IPv4 reaches IPv4 by, so the address inside decides. */
function withoutNat64(address: string): string {
  const written = URL.parse(`http://[${address}]/`)?.hostname ?? '';
  const inside = /^\[64:ff9b::(?:([\da-f]{1,4}):)?([\da-f]{0,4})\]$/.exec(written);
  if (inside === null) return address;
  const [, high = '', low = ''] = inside;
  const bits = [high, low].map((part) => Number.parseInt(part || '0', 16));
  return bits.flatMap((part) => [part >> 8, part & 0xff]).join('.');
}

function createRanges(ranges: BlockList): BlockList {
  for (const [network, prefix] of IPV4_RANGES) ranges.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of IPV6_RANGES) ranges.addSubnet(network, prefix, 'ipv6');
  return ranges;
}
