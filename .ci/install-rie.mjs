// Installs AWS's Runtime Interface Emulator: the part of Lambda that starts a runtime and speaks the Runtime and the
// Extensions API with it, as AWS publishes it. It comes as source of Go, and through npm not at all.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './lib/root.mjs';

const MODULE = 'github.com/aws/aws-lambda-runtime-interface-emulator/cmd/aws-lambda-rie';
/** AWS tags no versions that Go knows, so this is one by time and commit. */
const VERSION = 'v0.0.0-20261030222936-bef5c4ba774d';
const folder = join(repositoryRoot, 'node_modules', '.cache', 'aws-lambda-rie', VERSION);

/**
 * Builds the emulator unless that has been done.
 *
 * @returns {boolean} whether it is there: without Go it is not
 * @throws {Error} with what Go said when it could not build it
 */
export function installRie() {
  if (existsSync(join(folder, 'aws-lambda-rie'))) return true;
  if (spawnSync('go', ['version']).error !== undefined) return false;
  mkdirSync(folder, { recursive: true });
  // Else the modules that it brings cannot be deleted by whoever owns them.
  const env = { ...process.env, GOBIN: folder, GOFLAGS: '-modcacherw' };
  const go = spawnSync('go', ['install', `${MODULE}@${VERSION}`], { encoding: 'utf8', env });
  if (go.status !== 0) throw new Error(`${go.stdout}${go.stderr}\nBuilding ${MODULE} failed; what is above says why.`);
  return true;
}
