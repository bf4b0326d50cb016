import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from './lib/command.mjs';
import { repositoryRoot } from './lib/root.mjs';

// Builds what has changed since the last start, then becomes the local start command of the function.
const build = await runCommand('turbo', ['run', 'build', '--filter=@hearthgate/function', '--output-logs=errors-only']);
if (build.code !== 0) {
  console.error(`${build.output}\nThe build failed; what is above says why.`);
  process.exit(1);
}

const local = join(repositoryRoot, 'apps/lambda/dist/local/start.mjs');
process.argv[1] = local;
await import(pathToFileURL(local).href);
