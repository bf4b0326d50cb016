import { describe, expect, it } from 'vitest';
import { packCodeCache, unpackCodeCache } from '../../src/loading/code-cache.ts';

const key = 'v24.21.0-linux-arm64';

describe('a code cache on its way', () => {
  it('comes out as it went in, at the paths where the function looks for it', () => {
    const files = new Map([['function.js', Buffer.from('code of V8')]]);
    const sent: unknown = JSON.parse(JSON.stringify(packCodeCache({ key, files })));
    expect([...unpackCodeCache(sent)]).toEqual([[`code-cache/${key}/function.js`, Buffer.from('code of V8')]]);
  });

  it('leaves out what only the rehearsal loads', () => {
    const files = new Map([
      ['rehearsal.js', Buffer.from('1')],
      ['chunk-A.js', Buffer.from('2')],
    ]);
    expect(Object.keys(packCodeCache({ key, files }).files)).toEqual(['chunk-A.js']);
  });

  it.each([[undefined], [null], ['text'], [{}], [{ key: '../..', files: {} }], [{ key }]])(
    'is not taken from an answer like %j',
    (answer) => {
      expect(() => unpackCodeCache(answer)).toThrow('no code cache');
    },
  );

  it.each(['../index.mjs', 'a/b.js', 'index.mjs'])('writes no file like %s', (name) => {
    expect(() => unpackCodeCache({ key, files: { [name]: '' } })).toThrow('no chunk');
  });
});
