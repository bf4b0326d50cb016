import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { problems, read } from './support/read-variables.ts';

const NAME = 'HOME_ASSISTANT_CA';
const [first = '', second = ''] = rootCertificates;
const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g;

/** Fingerprints of the certificates in a text, in the form in which TLS takes them. */
const fingerprints = (text: string | undefined) =>
  (text?.match(PEM) ?? []).map((pem) => new X509Certificate(pem).fingerprint256);

describe('A certificate authority', () => {
  test.each([
    ['as it is', first],
    ['with \\n in the place of line breaks', first.replaceAll('\n', '\\n')],
    ['with \\r\\n in the place of line breaks', first.replaceAll('\n', '\\r\\n')],
    ['with the line breaks of Windows', first.replaceAll('\n', '\r\n')],
    ['with blanks in the place of line breaks', first.replaceAll('\n', ' ')],
    ['without line breaks, as a console leaves it', first.replaceAll('\n', '')],
    ['with text around it', `# my home\n${first}\nend`],
  ])('is read %s', (_, text) => {
    expect(fingerprints(read({ [NAME]: text }).connection.ca)).toEqual(fingerprints(`${first}\n`));
  });

  test('may be several', () => {
    const { ca } = read({ [NAME]: `${first}${second}` }).connection;
    expect(fingerprints(ca)).toEqual(fingerprints(`${first}\n${second}\n`));
    expect(fingerprints(ca)).toHaveLength(2);
  });

  test('is not there when it is empty', () => {
    expect(read({ [NAME]: ' ' }).connection.ca).toBeUndefined();
  });

  test.each([
    ['a path', '/etc/ssl/home.pem'],
    ['half of one', first.slice(0, -40)],
    ['one of the wrong kind', first.replaceAll('CERTIFICATE', 'PUBLIC KEY')],
    ['one that is damaged', first.replace(/M/g, 'N')],
    ['an empty one', '-----BEGIN CERTIFICATE----------END CERTIFICATE-----'],
    ['a good one and a damaged one', first + second.replace(/M/g, 'N')],
  ])('that is %s is refused', (_, text) => {
    expect(problems({ [NAME]: text })).toEqual([[NAME, expect.stringMatching(/^It holds no PEM certificate/)]]);
  });
});
