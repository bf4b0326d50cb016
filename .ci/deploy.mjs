import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from './lib/command.mjs';
import { repositoryRoot } from './lib/root.mjs';

// Builds what has changed since the last time, then becomes the deploy command of the function.
const build = await runCommand('turbo', ['run', 'build', '--filter=@hearthgate/function', '--output-logs=errors-only']);
if (build.code !== 0) {
  console.error(`${build.output}\nThe build failed; what is above says why. Nothing was deployed.`);
  process.exit(1);
}

const deploy = join(repositoryRoot, 'apps/lambda/dist/deploy/deploy.mjs');
process.argv[1] = deploy;
await import(pathToFileURL(deploy).href);
