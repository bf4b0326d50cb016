import fc from 'fast-check';

/** Secrets that are known. */
export const KNOWN: readonly string[] = [
  'known-secret',
  'a secret with blanks',
  '12345678',
  'Atza|known-token-0001',
  'käse%20&+',
];

const parts = fc.oneof(
  fc.constantFrom(
    ...[
      'token',
      'password',
      'api key',
      'code',
      'sid',
      'arn:aws:x:1:2:',
      '=',
      ':',
      '"',
      '\\',
      '%20',
      '%',
      '{',
      ',',
      '&',
      '?',
      ' ',
      '\t',
      '\n',
      '<',
      '>',
      '@',
    ],
    ...[
      '://',
      'bearer ',
      'Bearer ',
      'BASIC ',
      'digest a=',
      'Negotiate ',
      'NTLM ',
      'eyJ',
      '.',
      'Atz',
      'a|',
      'AKIA',
      'ASIA',
    ],
    ...[
      'ghp_',
      'github_pat_',
      'xoxb-',
      'AIza',
      'glpat-',
      'sk_live_',
      'rk_live_',
      'tskey-',
      '-----BEGIN PRIVATE KEY-----',
    ],
    ...['ABCDEFGHIJKLMNOP', 'abcdefghijklmnop', 'Zm9vOmJhcg==', '1234', 'ä', '漢', 'light.kitchen', 'is on', ...KNOWN],
  ),
  fc.string({ maxLength: 4 }),
  fc.string({ maxLength: 4, unit: 'binary' }),
);
/** Texts of parts of secrets, and of what stands around them. */
export const texts: fc.Arbitrary<string> = fc.array(parts, { maxLength: 8 }).map((all) => all.join(''));
const names = fc.oneof(
  texts,
  fc.constantFrom('token', 'name', 'Key', 'value', 'Value', 'message', 'maxTokens', '__proto__', 'known-secret', 'x'),
);
/** Plain values with such texts as values and names. */
export const values: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    texts,
    fc.integer(),
    fc.double(),
    fc.constantFrom(null, undefined, true, 12345678, -12345678, 1234567, 0.12345678, 1e21),
    fc.array(fc.oneof(tie('value'), fc.constantFrom('authorization', 'Cookie')), { maxLength: 5 }),
    fc.array(fc.tuple(names, tie('value')), { maxLength: 6 }).map((members) => Object.fromEntries(members)),
  ),
})).value;
