// Copies the built function to a folder, with the code that this Node.js makes of it: `node make-code-cache.mjs FOLDER`. For
// benchmarks and for trying it out; a deployed function makes its own when `npm run deploy` asks for it.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { unpackCodeCache } from './src/loading/code-cache.ts';

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('Name the folder for the copy: node make-code-cache.mjs FOLDER');
const folder = resolve(target);
cpSync(join(import.meta.dirname, 'dist/function'), folder, { recursive: true });

const { handler } = await import(join(folder, 'index.mjs'));
const answer = await handler({ hearthgate: 'diagnostics', check: 'code-cache' }, { awsRequestId: 'make-code-cache' });
if (answer.codeCache === undefined) throw new Error(`The function answered no code cache: ${JSON.stringify(answer)}`);
for (const [path, bytes] of unpackCodeCache(answer.codeCache)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
}
// The rehearsal leaves connections that would keep the process for a while.
process.exit(0);
