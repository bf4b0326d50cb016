import { describe, expect, it } from 'vitest';
import { UrlReader } from '../src/request/url-reader.ts';

describe('reading a URL', () => {
  it('takes it apart once, as long as it is among the last ones', () => {
    const urls = new UrlReader();
    const parts = urls.read('https://home.example:8443/a/../b?c=d#e');
    expect(parts).toEqual({
      protocol: 'https:',
      origin: 'https://home.example:8443',
      href: 'https://home.example:8443/b?c=d',
      path: '/b?c=d',
      host: 'home.example',
      port: 8443,
    });
    expect(urls.read('https://home.example:8443/a/../b?c=d#e')).toBe(parts);
    for (let number = 0; number < 64; number += 1) urls.read(`https://home.example/${number}`);
    expect(urls.read('https://home.example:8443/a/../b?c=d#e')).not.toBe(parts);
  });

  it('does not keep one that is long', () => {
    const urls = new UrlReader();
    const long = `https://home.example/${'x'.repeat(2_048)}`;
    expect(urls.read(long)).toEqual(urls.read(long));
    expect(urls.read(long)).not.toBe(urls.read(long));
  });

  it.each([undefined, 7, '', '/path', 'ftp://home.example/', 'https://user:word@home.example/'])(
    'refuses %j each time',
    (text) => {
      const urls = new UrlReader();
      for (let time = 0; time < 2; time += 1) {
        expect(() => urls.read(text)).toThrow(expect.objectContaining({ code: 'HTTP_INVALID_REQUEST' }));
      }
    },
  );
});
