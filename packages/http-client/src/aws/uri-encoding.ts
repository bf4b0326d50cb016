/** Query parameters, not encoded. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

/** A text as AWS encodes it: everything but unreserved characters (RFC 3986, 2.3) as UTF-8 in upper-case hex. */
export function encodeUri(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A path, its slashes kept. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeUri).join('/');
}

/** A query in the order in which AWS signs it, which is as good an order as any to send it in. */
export function encodeQuery(query: Query): string {
  const parts = Object.entries(query).map(([name, values]): [string, string] => {
    const key = encodeUri(name);
    const list = typeof values === 'string' ? [values] : values;
    const pairs = list.map((value) => `${key}=${encodeUri(value)}`);
    return [key, pairs.sort().join('&')];
  });
  return parts
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, pairs]) => pairs)
    .filter((pairs) => pairs !== '')
    .join('&');
}
