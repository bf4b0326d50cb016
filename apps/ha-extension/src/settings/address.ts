import type { Report } from './setting-reader.ts';

/** The address of the home, without a slash at the end; a path prefix is kept. */
export function readAddress(text: string, report: Report): string {
  const url = URL.parse(text);
  if (url === null) {
    report('URL', /^[\w.-]+(:\d+)?(\/|$)/.test(text) ? 'It lacks https:// at the front.' : 'It is not a URL.');
    return text;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    report('URL', 'It begins with neither https:// nor http://.');
  }
  if (url.username !== '' || url.password !== '') {
    report('URL', 'It has a user or password in it; use HOME_ASSISTANT_TOKEN.');
  }
  if (url.search !== '' || url.hash !== '') report('URL', 'It has a ? or # part; leave that out.');
  // People paste the address of an API call; everything before /api is what is meant.
  return (url.origin + url.pathname.replace(/\/api(\/.*)?$/, '')).replace(/\/+$/, '');
}
