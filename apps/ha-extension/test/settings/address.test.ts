import { describe, expect, test } from 'vitest';
import { problems, read } from './support/read-variables.ts';

const urlOf = (text: string) => read({ HOME_ASSISTANT_URL: text }).url;
const problemsOf = (text: string) => problems({ HOME_ASSISTANT_URL: text });

describe('The address', () => {
  test.each([
    ['https://api.example.com', 'https://api.example.com'],
    ['https://api.example.com/', 'https://api.example.com'],
    ['https://api.api.example.com/api', 'https://api.api.example.com'],
    ['https://home.example.com', 'https://home.example.com'],
    ['https://home.example.com///', 'https://home.example.com'],
    ['  https://home.example.com  ', 'https://home.example.com'],
    ['http://192.168.1.5:8123', 'http://192.168.1.5:8123'],
    ['http://[fd00::5]:8123/', 'http://[fd00::5]:8123'],
    ['HTTPS://Home.Example.com:443', 'https://home.example.com'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('%s is called as %s', (given, url) => {
    expect(urlOf(given)).toBe(url);
  });

  test.each([
    ['https://example.com/ha', 'https://example.com/ha'],
    ['https://example.com/ha/', 'https://example.com/ha'],
    ['https://example.com/a/b', 'https://example.com/a/b'],
    ['https://example.com/apis', 'https://example.com/apis'],
    ['https://example.com/api.old', 'https://example.com/api.old'],
    ['https://example.com/my-api/', 'https://example.com/my-api'],
    ['https://api.example.com/home', 'https://api.example.com/home'],
  ])('%s keeps its path', (given, url) => {
    expect(urlOf(given)).toBe(url);
  });

  test.each([
    ['https://home.example.com/api', 'https://home.example.com'],
    ['https://home.example.com/api/', 'https://home.example.com'],
    ['https://home.example.com/api/alexa/smart_home', 'https://home.example.com'],
    ['https://home.example.com:8123/api/conversation/process/', 'https://home.example.com:8123'],
    ['https://example.com/ha/api/alexa', 'https://example.com/ha'],
  ])('%s, pasted from an API call, is cut to what comes before', (given, url) => {
    expect(urlOf(given)).toBe(url);
  });

  test.each(['home.example.com', 'home.example.com/ha', '192.168.1.5:8123', 'my-home'])(
    '%s lacks its scheme, and the issue says so',
    (given) => {
      expect(problemsOf(given)).toEqual([
        ['HOME_ASSISTANT_URL', expect.stringMatching(/^It lacks https:\/\/ at the front\. It takes /)],
      ]);
    },
  );

  test.each(['localhost:8123', 'homeassistant.local:8123', 'ftp://home.example.com', 'file:///etc/passwd'])(
    '%s has another scheme, and the issue says so',
    (given) => {
      expect(problemsOf(given)).toEqual([
        ['HOME_ASSISTANT_URL', expect.stringMatching(/^It begins with neither https:\/\/ nor http:\/\/\./)],
      ]);
    },
  );

  test.each([
    '"https://home.example.com"',
    'https://',
    'https://home example.com',
    'http://home:port',
    '[fd00::5]:8123',
  ])('%s is no URL, and the issue says so', (given) => {
    expect(problemsOf(given)).toEqual([['HOME_ASSISTANT_URL', expect.stringMatching(/^It is not a URL\./)]]);
  });

  test.each(['https://me:geheim@home.example.com', 'https://me@home.example.com', 'https://:geheim@home.example.com'])(
    '%s has credentials, which are refused and not repeated',
    (given) => {
      const [[name, message = ''] = []] = problemsOf(given);
      expect([name, message]).toEqual(['HOME_ASSISTANT_URL', expect.stringMatching(/user or password.*_TOKEN/)]);
      expect(message).not.toContain('geheim');
    },
  );

  test.each(['https://home.example.com?api_password=geheim', 'https://home.example.com/#geheim'])(
    '%s has more than an address, which is refused and not repeated',
    (given) => {
      const [[name, message = ''] = []] = problemsOf(given);
      expect([name, message]).toEqual(['HOME_ASSISTANT_URL', expect.stringContaining('? or #')]);
      expect(message).not.toContain('geheim');
    },
  );

  test('with several faults is told of each', () => {
    expect(problemsOf('ftp://me:geheim@home.example.com?x=1')).toHaveLength(3);
  });
});
