// Installs a server of Redis' protocol where there is none, on Debian and its kin. It is started by the tests themselves.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const programs = ['valkey-server', 'redis-server'];

/** The server's program that is installed, or `undefined`. */
function installedProgram() {
  return programs.find((program) =>
    (process.env.PATH ?? '').split(delimiter).some((folder) => isProgram(folder, program)),
  );
}

function isProgram(folder, program) {
  try {
    accessSync(join(folder, program), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs a server unless one is there, where this user may install packages.
 *
 * @returns {string | undefined} the program, or nothing where it could not be installed
 */
export function installRedis() {
  const present = installedProgram();
  if (present !== undefined || process.getuid?.() !== 0) return present;
  const apt = (...args) =>
    spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, ...quiet } }).status === 0;
  // Debian 13 has Valkey, older ones Redis. Neither is started as a service: where the installer wants to, it may not.
  if (apt('update')) programs.some((program) => apt('install', '-y', '--no-install-recommends', program));
  return installedProgram();
}

/** Keeps the installer from asking, and its services from starting. */
const quiet = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
