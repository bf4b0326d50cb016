import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './lib/command.mjs';
import { repositoryRoot } from './lib/root.mjs';
import { runAlone } from './lib/step.mjs';
import { publishableMembers, workspaceMembers } from './lib/workspace.mjs';

/** The TypeScript blocks of a Markdown text, in order. */
export function codeBlocks(markdown) {
  return [...markdown.matchAll(/^```ts(?: needs-aws)?\n(.*?)^```$/gms)].map(([, code]) => code);
}

/** Those of them that run anywhere: a block that is marked `ts needs-aws` wants an account and is only compiled. */
export function runnableBlocks(markdown) {
  return codeBlocks(markdown.replace(/^```ts needs-aws\n.*?^```$/gms, ''));
}

/**
 * Type-checks pieces of code as a user of the built packages would write them, each as a module of its own.
 *
 * @param {Record<string, string>} files code by file name
 * @param {string} work an empty folder
 */
export async function checkCode(files, work) {
  mkdirSync(work, { recursive: true });
  // A block without an import would be a script, whose names are shared with all others.
  for (const [name, code] of Object.entries(files)) writeFileSync(join(work, name), `${code}\nexport {};\n`);
  const settings = {
    extends: join(repositoryRoot, 'tsconfig.base.json'),
    include: ['*.ts'],
    compilerOptions: { customConditions: [], isolatedDeclarations: false, declaration: false, paths: paths() },
  };
  writeFileSync(join(work, 'tsconfig.json'), JSON.stringify(settings));
  return runCommand('tsc', ['-p', work, '--pretty', 'false']);
}

/** Where the names that READMEs import are found: packages as built, their libraries where they are installed. */
function paths() {
  const packages = publishableMembers(repositoryRoot);
  const built = packages.flatMap(({ path, manifest }) =>
    Object.entries(manifest.exports)
      .filter(([, target]) => typeof target === 'object')
      .map(([door, target]) => [door.replace(/^\./, manifest.name), [join(path, target.types)]]),
  );
  const libraries = packages.map(({ path }) => join(path, 'node_modules/*'));
  return { ...Object.fromEntries(built), '*': libraries };
}

export async function readmeCodeStep() {
  const work = join(repositoryRoot, '.reports/readme-code');
  rmSync(work, { recursive: true, force: true });
  const files = {};
  for (const folder of ['.', ...workspaceMembers().map((member) => member.folder)]) {
    const readme = join(repositoryRoot, folder, 'README.md');
    if (!existsSync(readme)) continue;
    const name = folder === '.' ? 'root' : folder.replaceAll('/', '-');
    for (const [index, code] of codeBlocks(readFileSync(readme, 'utf8')).entries())
      files[`${name}-${index + 1}.ts`] = code;
  }
  for (const page of globSync('docs/*.md', { cwd: repositoryRoot })) {
    const name = page.replace(/^docs\/|\.md$/g, '');
    const text = readFileSync(join(repositoryRoot, page), 'utf8');
    for (const [index, code] of codeBlocks(text).entries()) files[`docs-${name}-${index + 1}.ts`] = code;
  }
  const count = Object.keys(files).length;
  const { code, output } = await checkCode(files, work);
  const failed = code === 0 && count > 0 ? 0 : new Set(output.match(/[\w-]+\.ts(?=\()/g)).size || 1;
  return {
    passed: count - Math.min(failed, count),
    failed,
    summary: `${count} examples of READMEs and docs compile`,
    output,
  };
}

await runAlone(import.meta, readmeCodeStep);
