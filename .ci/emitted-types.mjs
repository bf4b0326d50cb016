import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { mapConcurrently, runCommand } from './lib/command.mjs';
import { repositoryRoot } from './lib/root.mjs';
import { runAlone } from './lib/step.mjs';
import { publishableMembers } from './lib/workspace.mjs';

/**
 * Type-checks a built package the way its users meet it: through `exports`, against the emitted declarations, without the
 * source condition and with library checking on. The package's own type tests run a second time on those declarations.
 *
 * @returns {Promise<string>} the compiler's complaints, empty when there are none
 */
export async function checkEmittedTypes({ path, manifest }) {
  const work = join(path, '.reports', 'emitted');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, 'doors.ts'), doors(manifest));
  const typeTests = globSync('test/**/*.test-d.ts', { cwd: path });
  const helpers = globSync('test/**/*.ts', { cwd: path }).filter((file) => !/\.test(-d)?\.ts$/.test(file));
  for (const file of [...typeTests, ...helpers]) copyPointedToDist(path, join(work, file), file, manifest.name);
  const strictRun = compile(work, 'doors', ['doors.ts'], false);
  const testRun = typeTests.length > 0 ? compile(work, 'tests', typeTests, true) : { code: 0, output: '' };
  const results = await Promise.all([strictRun, testRun]);
  return results
    .filter(({ code }) => code !== 0)
    .map(({ output }) => output)
    .join('\n');
}

function doors({ name, exports }) {
  const paths = Object.entries(exports)
    .filter(([, target]) => typeof target === 'object')
    .map(([path]) => path.replace(/^\./, name));
  const lines = paths.map((path, index) => `import * as door${index} from '${path}';\nvoid door${index};`);
  return `${lines.join('\n')}\n`;
}

/** Copies a file of the tests and points its imports from the sources to what was built from them. */
function copyPointedToDist(packagePath, copy, file, packageName) {
  const original = join(packagePath, file);
  const sources = join(packagePath, 'src') + sep;
  const text = readFileSync(original, 'utf8').replace(/(['"])(\.\.?\/[^'"]+)\.ts\1/g, (whole, quote, specifier) => {
    const target = resolve(dirname(original), specifier);
    if (!target.startsWith(sources)) return whole;
    if (target === `${sources}index`) return `${quote}${packageName}${quote}`;
    const built = join(packagePath, 'dist', `${target.slice(sources.length)}.js`);
    return `${quote}${relative(dirname(copy), built)}${quote}`;
  });
  mkdirSync(dirname(copy), { recursive: true });
  writeFileSync(copy, text);
}

function compile(work, name, files, skipLibCheck) {
  const project = join(work, `tsconfig.${name}.json`);
  const compilerOptions = { customConditions: [], isolatedDeclarations: false, declaration: false, skipLibCheck };
  const settings = { extends: join(repositoryRoot, 'tsconfig.base.json'), files, compilerOptions };
  writeFileSync(project, JSON.stringify(settings));
  return runCommand('tsc', ['-p', basename(project), '--pretty', 'false'], { cwd: work });
}

export async function emittedTypesStep() {
  const members = publishableMembers(repositoryRoot);
  const complaints = await mapConcurrently(members, checkEmittedTypes);
  const bad = complaints.filter((complaint) => complaint !== '').length;
  return {
    passed: members.length - bad,
    failed: bad + (members.length === 0 ? 1 : 0),
    summary: `${members.length} packages as their users see them`,
    output: complaints
      .map((complaint, index) => complaint && `${members[index].manifest.name}:\n${complaint}`)
      .join(''),
  };
}

await runAlone(import.meta, emittedTypesStep);
