// Takes a fresh clone on a machine that has only Node >= 20 and npm to a running command:
// installs what the lock file names (pnpm through npx), then runs the command under the Node 24 that the install brought.
// Plain JavaScript without dependencies, because it runs before there are any.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binFolder = join(root, 'node_modules', '.bin');
const installStamp = join(root, 'node_modules', '.hearthgate-installed');
const commands = { start: 'start.mjs', deploy: 'deploy.mjs', test: 'test.mjs', heavy: 'heavy.mjs' };

function fail(message) {
  console.error(message);
  process.exit(1);
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** What an install depends on; the stamp in node_modules keeps the one that was installed. */
function wantedInstall() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])
    hash.update(textOf(join(root, file)) ?? '');
  return hash.digest('hex');
}

function installWhenNeeded() {
  const wanted = wantedInstall();
  if (textOf(installStamp) === wanted) return;
  const { packageManager } = JSON.parse(textOf(join(root, 'package.json')));
  console.error(`Installing dependencies with ${packageManager} ...`);
  const install = ['install', '--frozen-lockfile', '--config.confirmModulesPurge=false'];
  const options = { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' };
  const { status, error, stdout, stderr } = spawnSync('npx', ['-y', packageManager, ...install], options);
  if (error) fail(`npx could not be started (${error.message}). Install npm, which comes with Node.js, and try again.`);
  if (status !== 0) fail(`${stdout}${stderr}\nThe install failed; what is above says why.`);
  writeFileSync(installStamp, wanted);
}

/** The Node that came with the install, or the running one where the install has none for this platform. */
function chooseNode() {
  const installed = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (spawnSync(installed, ['--version']).status === 0) return installed;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath;
  return fail(
    `Hearthgate needs Node 22.19 or newer; this is ${process.version}, and on ${process.platform}-${process.arch} ` +
      'no newer one comes with the install. Install Node 24 (https://nodejs.org) and run the command again.',
  );
}

function run(script, args) {
  const node = chooseNode();
  const child = spawn(node, [join(root, '.ci', script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: [dirname(node), binFolder, process.env.PATH].join(delimiter),
      // turbo reports nothing to anybody and leaves no settings in the home folder.
      TURBO_TELEMETRY_DISABLED: '1',
      TURBO_NO_UPDATE_NOTIFIER: '1',
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) endWithRunner(child);
  child.on('error', (error) => fail(`${node} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/**
 * npm and pnpm run a script through a shell that passes no signal on, so whoever ends them would leave the child behind,
 * its port taken. Hence the child ends when the process that runs the script is gone.
 */
function endWithRunner(child) {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(process.ppid)], { encoding: 'utf8' });
  const [, grandparent, parentName] = /^\s*(\d+)\s+(\S+)/.exec(stdout ?? '') ?? [];
  const runner = /(^|[/-])(ba|da|z|k)?sh$/.test(parentName ?? '') ? Number(grandparent) : process.ppid;
  setInterval(() => isGone(runner) && child.kill('SIGTERM'), 500).unref();
}

function isGone(pid) {
  try {
    return !process.kill(pid, 0);
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

const [command, ...args] = process.argv.slice(2);
const script = commands[command];
if (script === undefined) fail(`Unknown command ${command}; there are ${Object.keys(commands).join(', ')}.`);
installWhenNeeded();
// pnpm hands over the `--` of `pnpm start -- --port 9100`, npm does not.
run(script, args[0] === '--' ? args.slice(1) : args);
