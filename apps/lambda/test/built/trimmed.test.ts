import { readdirSync, readFileSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import { isBuiltin } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { trimBundle } from '../../trim-bundle.ts';
import { createSelfSigned } from '../faults/self-signed.ts';
import { BUILT_FUNCTION, filesReadAtStart, startBuiltFunction } from '../support/built-function.ts';
import { directive, turnOn } from '../support/directives.ts';
import { settingName } from '../support/setting-name.ts';

/** Where pino can be found. */
const LOGGING = join(import.meta.dirname, '../../../../packages/logging');

interface Discovered {
  readonly event: { readonly payload: { readonly endpoints: readonly unknown[] } };
}

const read = (name: string) => readFileSync(join(BUILT_FUNCTION, name), 'utf8');

/** Runs CommonJS as the build would have it, and answers what it exports. */
async function run(contents: string): Promise<unknown> {
  const bundled = await build({
    stdin: { contents, resolveDir: LOGGING },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    plugins: [trimBundle()],
  });
  const text = bundled.outputFiles[0]?.text ?? '';
  return (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)).default;
}

describe('the built function', () => {
  it('reads three files at a cold start', () => {
    expect(filesReadAtStart()).toEqual(['index.mjs', 'function.js', expect.stringMatching(/^chunk-\w+\.js$/)]);
  });

  it('is written in letters of one byte each, as far as a cold start reads it', () => {
    // A single letter beyond makes the engine keep and scan all of its file in two bytes a letter.
    for (const file of filesReadAtStart()) expect(/[^\0-\x7f]/.exec(read(file))?.[0]).toBeUndefined();
  });

  it('runs pino and what it brings along with the first line that needs it', async () => {
    const told = await run(`import { pino } from 'pino'; export default typeof pino;`);
    expect(told).toBe('function');
  });

  it("takes none of Node's modules by import or require", () => {
    for (const file of readdirSync(BUILT_FUNCTION)) {
      const named = [...read(file).matchAll(/\b(?:from|import|require)\s*\(?\s*["']([\w:/]+)["']/g)].map(
        ([, name]) => name,
      );
      expect(named.filter((name) => isBuiltin(name ?? ''))).toEqual([]);
      expect(read(file)).not.toContain('createRequire(import.meta.url)');
    }
  });

  it('opens a WebSocket, which is loaded by itself', async () => {
    const built = await startBuiltFunction({ [settingName('MODE')]: 'direct' });
    try {
      const found = (await built.send(directive('Alexa.Discovery', 'Discover'))) as Discovered;
      // When it cannot be opened for a reason of our own, nothing is discovered.
      expect(found.event.payload.endpoints.length).toBeGreaterThan(0);
      expect(built.logLines.join('\n')).not.toContain('does not tell what it hides');
    } finally {
      await built.stop();
    }
  });

  it('answers that a home is not understood which speaks HTTP/2 only, and goes on', async () => {
    const { key, cert } = createSelfSigned();
    const server = createSecureServer({ key, cert, allowHTTP1: false });
    server.on('error', () => undefined).on('sessionError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const home = variablesFor({ url: `https://127.0.0.1:${port}`, token: 'a-token', ca: cert });
    const built = await startBuiltFunction(home);
    try {
      for (const event of [turnOn, turnOn]) {
        expect(await built.send(event)).toMatchObject({ event: { header: { name: 'ErrorResponse' } } });
      }
      expect(built.logLines.join('\n')).not.toContain('is not in this build');
    } finally {
      await built.stop();
      server.close();
    }
  });
});

describe('what the build puts in the place of modules', () => {
  it('says what is missing when it is used after all', async () => {
    const told = await run(`const { pino } = require('pino');
      try { pino.transport({ target: 'x' }); } catch (error) { module.exports = error.message; }`);
    expect(told).toBe('pino.transport is not in this build of the function.');
  });
});
