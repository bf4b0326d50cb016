import type { CheckResult, DoctorReport } from './report.ts';

const IPV4 = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;
/** What may be an IPv6 address; a time of day is none, so each is looked at. */
const IPV6 = /[0-9a-f]*:[0-9a-f:.]+/gi;
/** Of a proxy, or where a redirect leads to; Alexa's own are everybody's. */
const HOST_OF_URL = /\b(https?|socks5h):\/\/(?!(?:pitangui|layla|alexa)\.amazon\.)[^\s/,;)]+/g;
/** In a certificate: names that it is for, and its subject if that is a host. */
const CERTIFICATE_NAME = /\b(DNS:|CN=)[\w*-]+(?:\.[\w-]+)+/g;
const FINGERPRINT = /\b(?:[0-9A-F]{2}:){31}[0-9A-F]{2}\b/gi;

/** The report with no host, address or fingerprint by which the home could be found. */
export function hideAddresses(report: DoctorReport): DoctorReport {
  const hide = hiderFor(report.homes.map(({ address }) => address));
  const inResult = (result: CheckResult): CheckResult => ({
    ...result,
    saw: hide(result.saw),
    means: hide(result.means),
    ...(result.todo !== undefined && { todo: hide(result.todo) }),
  });
  return {
    ...report,
    checks: report.checks.map(inResult),
    homes: report.homes.map((home) => ({ ...home, address: hide(home.address), checks: home.checks.map(inResult) })),
  };
}

/** Takes the hosts of these URLs out of a text, the domains that they are in, and their paths. */
export function hiderFor(urls: readonly string[]): (text: string) => string {
  const parsed = urls.flatMap((url) => URL.parse(url) ?? []);
  const hosts = parsed.flatMap(({ hostname }) => namesOf(hostname));
  const names = hosts.toSorted((one, other) => other.length - one.length);
  const paths = parsed.flatMap(({ pathname }) => (pathname === '/' ? [] : [pathname]));
  return (text) => {
    const pathless = paths.reduce((rest, path) => rest.replaceAll(path, '/<path>'), text);
    return names
      .reduce((rest, name) => rest.replaceAll(new RegExp(name.replaceAll('.', '\\.'), 'gi'), '<host>'), pathless)
      .replaceAll(HOST_OF_URL, '$1://<host>')
      .replaceAll(CERTIFICATE_NAME, '$1<host>')
      .replaceAll(FINGERPRINT, '<fingerprint>')
      .replaceAll(IPV6, withoutIpv6)
      .replaceAll(IPV4, '<address>');
  };
}

/** What ends a sentence is no part of the address in it. */
function withoutIpv6(found: string): string {
  const [, address = '', end = ''] = /^(.*?)([.:]?)$/.exec(found) ?? [];
  const { isIPv6 } = process.getBuiltinModule('node:net');
  if (isIPv6(found)) return '<address>';
  return isIPv6(address) ? `<address>${end}` : found;
}

/** `a.b.example` gives itself and `b.example`, but no name of one part: that would be in ordinary words. */
function namesOf(host: string): readonly string[] {
  const plain = host.replace(/^\[|\]$/g, '');
  if (plain === '' || /^[\d.]+$/.test(plain) || plain.includes(':')) return [];
  const parts = plain.split('.');
  const all = parts.map((_, index) => parts.slice(index).join('.'));
  return all.filter((name, index) => index === 0 || name.includes('.'));
}
