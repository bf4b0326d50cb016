/** Whether a host is on a list of exact names and `*.example.com` patterns, which mean every subdomain and not the name itself. */
export function isListedHost(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    if (typeof pattern !== 'string') return false;
    if (!pattern.startsWith('*.')) return host === hostOf(pattern);
    const parent = hostOf(pattern.slice(2));
    return parent !== undefined && host.endsWith(`.${parent}`);
  });
}

/** A host as the URL parser writes it: lower case, punycode, addresses in their usual form, no final dot. */
export function canonicalHost({ hostname }: URL): string {
  return hostname.replace(/\.{1,255}$/, '');
}

function hostOf(pattern: string): string | undefined {
  // A list entry is a bare host; one with a scheme, port or path would silently mean something else.
  if (/[/?#@*\s]/.test(pattern) || /^[^:]*:\d*$/.test(pattern)) return undefined;
  const isBareIPv6 = pattern.includes(':') && !pattern.startsWith('[');
  const url = URL.parse(`http://${isBareIPv6 ? `[${pattern}]` : pattern}/`);
  return url === null ? undefined : canonicalHost(url);
}
