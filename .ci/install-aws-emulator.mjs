// Installs moto, which answers as AWS's services do, and cfn-lint, which comes with it. They are Python, so they are no
// workspace dependency; they are installed once, whole or not at all.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './lib/root.mjs';

const MOTO = 'moto[server]==5.2.5';
const CFN_LINT = 'cfn-lint==1.58.0';
const folder = join(repositoryRoot, 'node_modules', '.cache', 'aws-emulator');
const stampFile = join(folder, 'installed.json');

/**
 * Installs both unless that has been done for this machine's Python.
 *
 * @returns {{ installed: boolean, seconds: number }}
 * @throws {Error} whose message says what is missing
 */
export function installAwsEmulator() {
  const started = performance.now();
  const base = run('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], 'Install python3');
  const wanted = JSON.stringify([MOTO, CFN_LINT, base.trim()]);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return { installed: false, seconds: 0 };
  const partial = `${folder}.${process.pid}.partial`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, '..'), { recursive: true });
  try {
    run('python3', ['-m', 'venv', '--clear', partial], 'Debian has venv in the package python3-venv');
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', MOTO, CFN_LINT];
    run(join(partial, 'bin/python'), pip, 'It comes from PyPI');
    writeFileSync(join(partial, 'installed.json'), wanted);
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return { installed: true, seconds: (performance.now() - started) / 1000 };
}

function run(program, args, hint) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
  if (status === 0) return stdout;
  const lines = `${stdout ?? ''}${stderr ?? ''}`.trimEnd().split('\n').slice(-20).join('\n');
  throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? lines}\n${hint}.`);
}
