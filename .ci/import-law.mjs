import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { importLaw } from '../.config/dependency-cruiser.mjs';
import { repositoryRoot } from './lib/root.mjs';
import { runAlone } from './lib/step.mjs';
import { handwrittenFiles, typescriptFiles } from './lib/workspace.mjs';

const maxLines = 300;
const homeWords = [/home[ _-]?assistant|haaska/i, /(?<![A-Za-z])(?:[Hh]ass(?![a-z])|HASS(?![A-Z]))/];
const extensionName = /@hearthgate\/ha-extension/;

/**
 * Holds the workspace below `root` against the import law, the home of Home Assistant words and the length of files.
 *
 * @returns {Promise<{ rules: string[], violations: { rule: string, where: string }[], cruised: number }>}
 */
export async function checkImportLaw(root, law = importLaw(root)) {
  const files = typescriptFiles(root);
  const handwritten = handwrittenFiles(root);
  const { modules, violations } = await cruised(law, files);
  const found = [
    ...violations,
    ...modulesNotSeen(files, modules),
    ...files.flatMap((file) => longFile(root, file)),
    ...wordsOutOfPlace(root, handwritten),
    ...sourcesOfAnotherKind(handwritten),
    ...files.flatMap((file) => hiddenImports(root, file)),
  ];
  const rules = [
    ...new Set(law.forbidden.map(({ name }) => name)),
    'every-module-seen',
    'file-over-300-lines',
    'home-words-only-in-extension',
    'only-typescript-sources',
    'imports-are-plain',
  ];
  return { rules, violations: found, cruised: modules.size };
}

async function cruised(law, files) {
  if (files.length === 0) return { modules: new Set(), violations: [] };
  const { enhancedResolveOptions, ...options } = law.options;
  const { output } = await cruise(
    files,
    { ...options, validate: true, ruleSet: { forbidden: law.forbidden }, enhancedResolveOptions },
    enhancedResolveOptions,
  );
  const violations = output.summary.violations.map(({ rule, from, to, cycle }) => ({
    rule: rule.name,
    where: [from, ...(cycle ? cycle.map((step) => step.name ?? step) : [to])].join(' -> '),
  }));
  return { modules: new Set(output.modules.map(({ source }) => source)), violations: unique(violations) };
}

/** Without a TypeScript it can use, dependency-cruiser sees no modules and is content; so what exists is counted here. */
function modulesNotSeen(files, modules) {
  if (files.length === 0) return [{ rule: 'every-module-seen', where: 'there are no TypeScript files to check' }];
  return files.filter((file) => !modules.has(file)).map((file) => ({ rule: 'every-module-seen', where: file }));
}

function longFile(root, file) {
  const lines = readFileSync(join(root, file), 'utf8').split('\n').length - 1;
  return lines > maxLines ? [{ rule: 'file-over-300-lines', where: `${file} has ${lines} lines` }] : [];
}

/** The rules read TypeScript, so nothing else may be imported from: neither in sources and tests nor beside them. */
function sourcesOfAnotherKind(files) {
  const inside = /^[^/]+\/[^/]+\/(src|test)\/.*\.(mts|cts|tsx|js|mjs|cjs|jsx)$/;
  const beside = /^packages\/[^/]+\/(?!tsup\.config\.ts$)[^/]+\.(ts|mts|cts|tsx|js|mjs|cjs|jsx)$/;
  return files
    .filter((file) => inside.test(file) || beside.test(file))
    .map((file) => ({ rule: 'only-typescript-sources', where: file }));
}

/** Ways to import that a reader of imports does not see. */
const hidden = [/\bcreateRequire\b/, /\bimport\(\s*[^'\s]/, /^\s*\/\/\/\s*<reference\s+path/m];

function hiddenImports(root, file) {
  if (!/^packages\/[^/]+\/src\//.test(file)) return [];
  const text = readFileSync(join(root, file), 'utf8');
  return hidden.some((way) => way.test(text)) ? [{ rule: 'imports-are-plain', where: file }] : [];
}

function wordsOutOfPlace(root, files) {
  return files
    .filter((file) => !file.startsWith('apps/ha-extension/'))
    .flatMap((file) => {
      const forbidden = file.startsWith('packages/') ? [...homeWords, extensionName] : homeWords;
      return readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          forbidden.some((words) => words.test(line))
            ? [{ rule: 'home-words-only-in-extension', where: `${file}:${index + 1}: ${line.trim()}` }]
            : [],
        );
    });
}

function unique(violations) {
  return [...new Map(violations.map((violation) => [`${violation.rule} ${violation.where}`, violation])).values()];
}

export async function importLawStep() {
  const { rules, violations, cruised: seen } = await checkImportLaw(repositoryRoot);
  const broken = new Set(violations.map(({ rule }) => rule));
  return {
    passed: rules.length - broken.size,
    failed: broken.size,
    summary: `${rules.length} rules over ${seen} modules`,
    output: violations.map(({ rule, where }) => `${rule}: ${where}`).join('\n'),
  };
}

await runAlone(import.meta, importLawStep);
