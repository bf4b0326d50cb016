import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createSecurityGateway } from '../src/index.ts';

/** Amazon's sample messages and recorded skill requests, which lie beside a full checkout and not in a public clone. */
const data = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const isThere = existsSync(data);
const get = 'needs ../shared/data, as its README describes';

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const directives = globSync(join(data, 'alexa-smarthome/sample_messages/**/*.request.json'));
const skillRequests = globSync(join(data, 'custom-skill/*.json'));

describe.skipIf(!isThere)(`real requests (${get})`, () => {
  it.each(directives.map((file) => [basename(file), file]))(
    '%s is a smart-home directive with its token',
    (_name, file) => {
      const identity = createSecurityGateway().operations.authenticateAlexa({ request: read(file) });
      expect(identity).toEqual({ kind: 'smart-home', token: 'access-token-from-skill' });
    },
  );

  it.each(skillRequests.map((file) => [basename(file), file]))('%s is a custom-skill request', (_name, file) => {
    const request = read(file);
    const { operations } = createSecurityGateway();
    expect(operations.authenticateAlexa({ request })).toMatchObject({
      kind: 'custom-skill',
      skillId: expect.stringMatching(/^amzn1\./),
    });
    expect(operations.validateRequest({ request })).toEqual({ accepted: true });
    expect(JSON.stringify(operations.filterSensitive({ data: request }))).not.toContain('sample-token');
  });

  it('are there', () => {
    expect(directives.length).toBeGreaterThan(5);
    expect(skillRequests.length).toBeGreaterThan(10);
  });
});
