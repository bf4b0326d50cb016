// Installs aws-lambda-ric, the program in which AWS Lambda's Node.js runtime runs a function, built for the Node of this
// repository. It is no workspace dependency: its native part takes a C++ tool chain and most of a minute to build.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryRoot } from './lib/root.mjs';

const RIC_VERSION = '4.0.2';
const cacheFolder = join(repositoryRoot, 'node_modules', '.cache', 'aws-lambda-ric');
const stampFile = join(cacheFolder, 'built.json');
const packageFolder = join(cacheFolder, 'node_modules', 'aws-lambda-ric');

/** What the build runs, and how Debian and Amazon Linux call the packages that bring it. */
const tools = {
  cmake: 'cmake',
  'g++': 'g++ / gcc-c++',
  make: 'make',
  python3: 'python3',
  xz: 'xz-utils / xz',
  tar: 'tar',
};

/** The program to start in place of a runtime of one's own: `node <this>` with `_HANDLER` and the like set. */
export const ricProgram = join(packageFolder, 'index.mjs');

/**
 * Builds the runtime client unless that has been done for this Node.
 *
 * @returns {{ built: boolean, seconds: number }} whether anything had to be done
 * @throws {Error} whose message says what is missing
 */
export function installRic() {
  const node = installedNode();
  const wanted = JSON.stringify({ ric: RIC_VERSION, node: node.version, arch: process.arch });
  if (textOf(stampFile) === wanted && existsSync(join(packageFolder, 'rapid-client.node'))) {
    return { built: false, seconds: 0 };
  }
  const missing = Object.keys(tools).filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
  if (missing.length > 0) {
    const packages = missing.map((tool) => tools[tool]).join(', ');
    throw new Error(`aws-lambda-ric is compiled here and ${missing.join(', ')} cannot be found. Install: ${packages}`);
  }
  const started = performance.now();
  rmSync(cacheFolder, { recursive: true, force: true });
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(
    join(cacheFolder, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: { 'aws-lambda-ric': RIC_VERSION },
      // Newer versions of npm run the scripts of named packages only.
      allowScripts: { 'aws-lambda-ric': true },
    }),
  );
  const npm = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--no-package-lock', '--foreground-scripts', '--ignore-scripts=false'],
    {
      cwd: cacheFolder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...process.env,
        // The addon is compiled for the Node that runs npm, against headers that are on the disk already.
        PATH: [join(node.folder, 'bin'), process.env.PATH].join(delimiter),
        npm_config_nodedir: node.folder,
      },
    },
  );
  if (npm.error !== undefined) throw new Error(`npm could not be started: ${npm.error.message}`);
  if (npm.status !== 0 || !existsSync(join(packageFolder, 'rapid-client.node'))) {
    const lastLines = `${npm.stdout}${npm.stderr}`.trimEnd().split('\n').slice(-40).join('\n');
    throw new Error(`${lastLines}\nBuilding aws-lambda-ric ${RIC_VERSION} failed; what is above says why.`);
  }
  writeFileSync(stampFile, wanted);
  return { built: true, seconds: (performance.now() - started) / 1000 };
}

/** The Node that came with the install: binary and headers. */
function installedNode() {
  const name = `node-${process.platform}-${process.arch}`;
  const manifest = textOf(join(repositoryRoot, 'node_modules', name, 'package.json'));
  if (manifest === undefined) {
    throw new Error(
      `node_modules/${name} is missing. It comes with the install on Linux (x64, arm64): run npm test once.`,
    );
  }
  // npm and compilers print the path they work in; the real one is the one that they agree on.
  return { version: JSON.parse(manifest).version, folder: realpathSync(join(repositoryRoot, 'node_modules', name)) };
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const { built, seconds } = installRic();
    const outcome = built ? `built in ${seconds.toFixed(1)} s` : 'is built already';
    console.log(`aws-lambda-ric ${RIC_VERSION} ${outcome}: ${ricProgram}`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
