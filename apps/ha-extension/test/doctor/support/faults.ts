import { type Front, type FrontOptions, HTML, JSON_TYPE, type Reply, serveFront } from './front.ts';
import type { SetUp } from './row.ts';

export const at = (
  { url, token }: Pick<Front, 'url' | 'token'>,
  more: Readonly<Record<string, string>> = {},
): SetUp => ({
  settings: { HOME_ASSISTANT_URL: url, HOME_ASSISTANT_TOKEN: token, HOME_ASSISTANT_TIMEOUT_MS: '2000', ...more },
});
/** Everything is answered so. */
export const always = async (reply: Reply, more: Readonly<Record<string, string>> = {}): Promise<SetUp> =>
  at(await serveFront({ meddle: () => reply }), more);
/** What begins with the path is answered so, the rest by the home. */
export const only = async (
  start: string,
  reply: Reply,
  more: Readonly<Record<string, string>> = {},
  options: FrontOptions = {},
): Promise<SetUp> =>
  at(await serveFront({ ...options, meddle: (path) => (path.startsWith(start) ? reply : undefined) }), more);
export const json = (value: unknown): Reply => ({ headers: JSON_TYPE, body: JSON.stringify(value) });
export const cloudflare: Readonly<Record<string, string>> = { server: 'cloudflare', 'cf-ray': '8c1f-FRA', ...HTML };
export const plain = (status: number): Reply => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body: `${status}: No`,
});
