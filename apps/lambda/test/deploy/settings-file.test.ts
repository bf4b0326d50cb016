import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSettingsFile } from '../../src/deploy/settings/settings-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearthgate-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  const path = join(folder, 'hearthgate.env');
  writeFileSync(path, text);
  return readSettingsFile(path, true).variables;
}

describe('A settings file', () => {
  it('has a setting a line, with comments, blank lines and white space as people write them', () => {
    const text =
      '# comment\n\nDEPLOY_STACK = house\n  DEPLOY_REGION=eu-west-1   # Ireland\nexport LOG_LEVEL=debug\r\nDEPLOY_TAGS=a=1,b=2\n';
    expect(read(text)).toEqual({
      DEPLOY_STACK: 'house',
      DEPLOY_REGION: 'eu-west-1',
      LOG_LEVEL: 'debug',
      DEPLOY_TAGS: 'a=1,b=2',
    });
  });

  it('holds a certificate of several lines in quotes', () => {
    const pem = `-----BEGIN CERTIFICATE-----\n${'MIIB'.repeat(16)}\nABCDEFGH\n+/abc=\n-----END CERTIFICATE-----`;
    expect(read(`HOUSE_CA="${pem}"\nDEPLOY_STACK=house\n`)).toEqual({ HOUSE_CA: pem, DEPLOY_STACK: 'house' });
  });

  it.each(['DEPLOY_STACK', 'DEPLOY_STACK: house', 'DEPLOY_STACK house', '  export DEPLOY_STACK "house"'])(
    'is refused with the number of the line when that is %j',
    (line) => {
      expect(() => read(`# comment\n${line}\nDEPLOY_REGION=eu-west-1\n`)).toThrow(/line 2: there is no = /);
    },
  );

  it('may be missing, unless it was asked for by name', () => {
    const path = join(folder, 'nowhere.env');
    expect(readSettingsFile(path, false)).toEqual({ path, variables: undefined });
    expect(() => readSettingsFile(path, true)).toThrow(
      /could not be read \(there is no such file\).*hearthgate\.env\.example/,
    );
    expect(() => readSettingsFile(folder, false)).toThrow(/could not be read \(Error: EISDIR/);
  });
});
