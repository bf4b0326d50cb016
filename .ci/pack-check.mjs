import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mapConcurrently, runCommand } from './lib/command.mjs';
import { repositoryRoot } from './lib/root.mjs';
import { runAlone } from './lib/step.mjs';
import { publishableMembers } from './lib/workspace.mjs';

const requiredFiles = ['LICENSE', 'README.md', 'package.json', 'dist/index.js', 'dist/index.d.ts'];

/**
 * Packs the package in `folder` as a release would and looks at the tarball: its files, its manifest, publint and attw.
 *
 * @returns {Promise<string[]>} what is wrong, empty when nothing is
 */
export async function checkPackage(folder) {
  const target = mkdtempSync(join(tmpdir(), 'hearthgate-pack-'));
  try {
    const packed = await runCommand('pnpm', ['pack', '--json', '--pack-destination', target], { cwd: folder });
    if (packed.code !== 0) return [`pnpm pack failed:\n${packed.output}`];
    const tarball = JSON.parse(packed.stdout).filename;
    const [files, manifest, publint, attw] = await Promise.all([
      runCommand('tar', ['-tzf', tarball]),
      runCommand('tar', ['-xzOf', tarball, 'package/package.json']),
      runCommand('publint', ['run', tarball, '--strict'], { cwd: target }),
      runCommand('attw', [tarball, '--profile', 'esm-only', '--format', 'json'], { cwd: target }),
    ]);
    return [
      ...missingFiles(files.output),
      ...workspaceRemains(manifest.output),
      ...exportsDrift(folder, manifest.output),
      ...(publint.code === 0 ? [] : [`publint --strict:\n${publint.output}`]),
      ...typeProblems(attw),
    ];
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

function missingFiles(listing) {
  const present = new Set(listing.split('\n').map((line) => line.replace(/^package\//, '')));
  return requiredFiles.filter((file) => !present.has(file)).map((file) => `the tarball has no ${file}`);
}

/** What only means something inside this workspace must not reach the registry. */
function workspaceRemains(manifest) {
  return ['workspace:', 'catalog:', '@hearthgate/source']
    .filter((word) => manifest.includes(word))
    .map((word) => `the packed package.json still says ${word}`);
}

/** `publishConfig.exports` replaces `exports` at packing; it must be the same doors without the way to the sources. */
function exportsDrift(folder, packedManifest) {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const expected = JSON.stringify(exports, (key, value) => (key === '@hearthgate/source' ? undefined : value));
  const packed = JSON.stringify(JSON.parse(packedManifest).exports);
  return packed === expected ? [] : [`publishConfig.exports differs from exports: ${packed} instead of ${expected}`];
}

/** attw is content with a package that has no types at all, so that case is refused here. */
function typeProblems({ code, stdout, output }) {
  if (code !== 0) return [`attw --profile esm-only:\n${output}`];
  const { analysis } = JSON.parse(stdout);
  return analysis.types ? [] : ['the package has no types'];
}

export async function packCheckStep() {
  const members = publishableMembers(repositoryRoot);
  const results = await mapConcurrently(members, async ({ path, manifest }) => ({
    name: manifest.name,
    problems: await checkPackage(path),
  }));
  const bad = results.filter(({ problems }) => problems.length > 0);
  return {
    passed: results.length - bad.length,
    failed: bad.length + (results.length === 0 ? 1 : 0),
    summary: `${results.length} tarballs through publint --strict and attw --profile esm-only`,
    output: bad.map(({ name, problems }) => `${name}:\n${problems.join('\n')}`).join('\n\n'),
  };
}

await runAlone(import.meta, packCheckStep);
