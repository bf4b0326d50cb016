import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const TRIM = join(import.meta.dirname, '../../../apps/lambda/trim-bundle.ts');

export interface CachedScript {
  /** The module that exports a `handler`. */
  readonly entry: string;
  /** Where inside/script.ts is bundled already, as the module that Lambda loads. */
  readonly folder: string;
  /** The event whose way through the script is kept as code, and the environment variables that it takes. */
  readonly event: object;
  readonly variables: Readonly<Record<string, string>>;
}

/** Bundles a module as the function is bundled: into a script that is loaded with the code that V8 made of it. */
export async function buildCachedScript({ entry, folder, event, variables }: CachedScript): Promise<void> {
  const { trimBundle } = (await import(TRIM)) as { trimBundle(): Plugin };
  await build({
    // As an entry the plugin would take it for a chunk of the function.
    stdin: { contents: `export { handler } from ${JSON.stringify(entry)};`, resolveDir: import.meta.dirname },
    outfile: join(folder, 'script.js'),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    banner: { js: '(function(exports,require,module){' },
    footer: { js: '})' },
    plugins: [trimBundle()],
    logLevel: 'error',
  });
  const code = `
    const { handler, codeCache } = await import(${JSON.stringify(join(folder, 'index.mjs'))});
    await handler(${JSON.stringify(event)});
    process.getBuiltinModule('node:fs').writeFileSync(${JSON.stringify(join(folder, 'code-cache'))}, codeCache());
    process.exit(0);`;
  const args = ['--input-type=module', '--eval', code];
  execFileSync(process.execPath, args, { env: variables, stdio: ['ignore', 'ignore', 'pipe'] });
}
