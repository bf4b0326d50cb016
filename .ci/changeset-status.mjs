import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './lib/command.mjs';
import { repositoryRoot } from './lib/root.mjs';
import { runAlone } from './lib/step.mjs';
import { publishableMembers } from './lib/workspace.mjs';

const baseBranches = ['main', 'origin/main'];

/**
 * Asks changesets whether the packages that changed since the base branch are described.
 * A clone without that branch (a detached head fetched alone) has only its last commit to compare with, and the answer
 * says so. As changesets then reads new files only, `changesetProblems` looks at all of them.
 */
export async function changesetStatus(root) {
  const base = await findBase(root);
  if (base === undefined) return { ok: true, summary: 'no git history here, so nothing was compared', output: '' };
  const { code, output } = await runCommand('changeset', ['status', `--since=${base}`], { cwd: root });
  const compared = base === 'HEAD' ? 'no base branch in this clone, compared with HEAD only' : `compared with ${base}`;
  return { ok: code === 0, summary: compared, output };
}

async function findBase(root) {
  for (const candidate of [...baseBranches, 'HEAD']) {
    const related = await runCommand('git', ['merge-base', candidate, 'HEAD'], { cwd: root });
    if (related.code === 0) return candidate;
  }
  return undefined;
}

/** Every changeset must name packages that exist and are published, each with a kind of release. */
export function changesetProblems(root) {
  const published = new Set(publishableMembers(root).map(({ manifest }) => manifest.name));
  return globSync('.changeset/*.md', { cwd: root })
    .filter((file) => !file.endsWith('README.md'))
    .flatMap((file) => {
      const [, header] = /^---\n([\s\S]*?)---\n/.exec(readFileSync(join(root, file), 'utf8')) ?? [];
      if (header === undefined) return [`${file} does not begin with a list of packages between --- lines`];
      return header
        .split('\n')
        .filter((line) => line.trim() !== '' && !published.has(/^["'](.+)["']: (?:major|minor|patch)$/.exec(line)?.[1]))
        .map((line) => `${file}: ${line} is not a published package of this workspace with major, minor or patch`);
    });
}

export async function changesetStatusStep() {
  const { ok, summary, output } = await changesetStatus(repositoryRoot);
  const problems = changesetProblems(repositoryRoot);
  const failed = (ok ? 0 : 1) + (problems.length > 0 ? 1 : 0);
  return { passed: 2 - failed, failed, summary, output: [output, ...problems].join('\n') };
}

await runAlone(import.meta, changesetStatusStep);
