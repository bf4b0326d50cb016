import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './root.mjs';

/**
 * The workspace members below `root` that have a manifest, sorted by folder.
 *
 * @returns {{ folder: string, path: string, manifest: Record<string, any> }[]} `folder` relative to `root`, `path` absolute
 */
export function workspaceMembers(root = repositoryRoot, patterns = ['packages/*', 'apps/*', 'bench']) {
  return globSync(patterns, { cwd: root })
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .sort()
    .map((folder) => {
      const path = join(root, folder);
      return { folder, path, manifest: JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) };
    });
}

/** The members that go to the registry. */
export function publishableMembers(root = repositoryRoot) {
  return workspaceMembers(root, ['packages/*', 'apps/*']).filter(({ manifest }) => manifest.private !== true);
}

/** TypeScript files of sources and tests below `root`, relative to it, sorted. */
export function typescriptFiles(root = repositoryRoot) {
  return globSync(['{packages,apps}/*/{src,test}/**/*.ts', 'bench/src/**/*.ts'], { cwd: root }).sort();
}

/** Whatever is written by hand in packages and apps and is no prose: code, manifests and settings. */
export function handwrittenFiles(root = repositoryRoot) {
  return globSync('{packages,apps}/*/**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx,json,yaml,yml}', {
    cwd: root,
    exclude: (name) => ['node_modules', 'dist', '.turbo', '.reports'].includes(name),
  }).sort();
}
