import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packages that every other may stand on; all the rest of `packages/` are gateways and never import each other. */
const foundation = ['contracts', 'kernel', 'testing'];

const resolve = {
  conditionNames: ['@hearthgate/source', 'types', 'import', 'node', 'default'],
  exportsFields: ['exports'],
};

/**
 * The import law as dependency-cruiser rules, for the workspace that lies in `root`.
 *
 * What a package offers (`exports`) and what it may use (`dependencies`) is read from its manifest, so the law has no
 * second list to keep. Paths are relative to `root`; an import that cannot be resolved shows up under its own name,
 * which is why the rules match `packages/cache/` and `@hearthgate/cache` alike.
 */
export function importLaw(root) {
  const members = ['packages', 'apps'].flatMap((group) => membersOf(root, group));
  const gateways = members.filter(({ group, name }) => group === 'packages' && !foundation.includes(name));
  const gateway = `(${gateways.map(({ name }) => name).join('|')})`;
  const doors = members.flatMap(({ folder, manifest }) => doorsOf(folder, manifest));

  return {
    forbidden: [
      forbid('contracts-imports-nothing', 'contracts is the vocabulary of all: it depends on nothing.', {
        from: { path: '^packages/contracts/src/' },
        to: { pathNot: '^(packages/contracts/src/|\\.)' },
      }),
      forbid('kernel-imports-contracts-only', 'kernel is the pipeline: contracts is all it knows.', {
        from: { path: '^packages/kernel/src/' },
        to: { pathNot: '^(packages/(kernel/src|contracts)/|@hearthgate/contracts$|\\.)', dependencyTypesNot: ['core'] },
      }),
      forbid('testing-imports-no-gateway', 'testing serves every gateway, so it can know none.', {
        from: { path: '^packages/testing/' },
        to: { path: `^(packages|@hearthgate)/${gateway}(/|$)` },
      }),
      forbid('foundation-tests-stay-below', 'contracts and kernel are tested without what is built on them.', {
        from: { path: '^packages/(contracts|kernel)/test/' },
        to: { path: '^(packages|@hearthgate)/(?!contracts(/|$)|kernel(/|$))' },
      }),
      forbid('no-gateway-to-gateway', 'Gateways meet through peers handed over at composition, types included.', {
        from: { path: `^packages/${gateway}/` },
        to: {
          path: `^(packages|@hearthgate)/${gateway}(/|$)`,
          pathNot: ['^packages/$1/', '^@hearthgate/$1(/|$)'],
        },
      }),
      forbid('no-testing-in-source', '@hearthgate/testing is for tests.', {
        from: { path: '^(packages|apps)/(?!testing/)[^/]+/src/' },
        to: { path: '^(packages|@hearthgate)/testing(/|$)' },
      }),
      forbid('no-app-in-package', 'Apps import packages, never the other way round.', {
        from: { path: '^packages/' },
        to: { path: '^(apps/|@hearthgate/(function|ha-extension)(/|$))' },
      }),
      forbid('no-function-in-extension', 'The extension does not know the function that carries it.', {
        from: { path: '^apps/ha-extension/' },
        to: { path: '^(apps/lambda/|@hearthgate/function(/|$))' },
      }),
      forbid('no-app-inside', 'Only what `exports` of an app names may be imported, and only by its name.', [
        { from: { path: '^(packages|apps)/([^/]+)/' }, to: { path: '^apps/', pathNot: ['^$1/$2/', ...doors] } },
        {
          from: { path: '^(packages|apps)/([^/]+)/' },
          to: { path: '^apps/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
        },
        { from: {}, to: { path: '^@hearthgate/(function|ha-extension)/', couldNotResolve: true } },
      ]),
      forbid('no-package-inside', 'Only what `exports` of a package names may be imported, and only by its name.', [
        { from: { path: '^(packages|apps)/([^/]+)/' }, to: { path: '^packages/', pathNot: ['^$1/$2/', ...doors] } },
        {
          from: { path: '^(packages|apps)/([^/]+)/' },
          to: { path: '^packages/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
        },
        // A peer's bare state machine is measured beside ours, which is no export.
        {
          from: { path: '^bench/', pathNot: '^bench/src/questions/breaker/breaker-core\\.ts$' },
          to: { path: '^(packages|apps)/', pathNot: doors },
        },
        { from: {}, to: { path: '^@hearthgate/(?!function/|ha-extension/)[^/]+/', couldNotResolve: true } },
      ]),
      forbid('only-index-imports-core', 'Layer 1 is the only door to layer 2.', {
        from: { path: '^((?:packages|apps)/[^/]+)/', pathNot: '/src/(index|compat)\\.ts$' },
        to: { path: '^$1/src/core\\.ts$' },
      }),
      forbid(
        'no-undeclared-library',
        'What a package imports stands in its own manifest; sources need `dependencies`.',
        [
          { from: {}, to: { couldNotResolve: true, pathNot: '^\\.' } },
          { from: {}, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] } },
          {
            from: { path: '^[^/]+/[^/]+/src/' },
            to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm-peer'] },
          },
          ...members.flatMap((member) => undeclaredMembers(member, members)),
        ],
      ),
      forbid('no-cycle', 'A cycle has no bottom to start reading from; type-only cycles count.', {
        from: {},
        to: { circular: true },
      }),
    ].flat(),
    options: {
      baseDir: root,
      tsPreCompilationDeps: true,
      moduleSystems: ['es6', 'cjs'],
      doNotFollow: { path: '(^|/)node_modules/' },
      exclude: { path: '(^|/)dist/' },
      enhancedResolveOptions: resolve,
    },
  };
}

function forbid(name, comment, parts) {
  return [parts].flat().map((part) => ({ name, comment, severity: 'error', ...part }));
}

function membersOf(root, group) {
  return readdirSync(join(root, group)).flatMap((name) => {
    const folder = `${group}/${name}`;
    try {
      const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      return [{ group, name, folder, manifest }];
    } catch (error) {
      if (error.code === 'ENOENT') return [];
      throw error;
    }
  });
}

function doorsOf(folder, manifest) {
  return Object.values(manifest.exports ?? {})
    .map((target) => target['@hearthgate/source'])
    .filter((source) => source !== undefined)
    .map((source) => `^${`${folder}/${source.slice(2)}`.replaceAll('.', '\\.')}$`);
}

/** A linked workspace package carries no dependency type, so each member is told by path which others it declared. */
function undeclaredMembers({ folder, manifest }, members) {
  const ownFolder = `^${folder}/`;
  const foldersOf = (...declared) =>
    members.filter(({ manifest: { name } }) => declared.some((list) => list?.[name])).map((member) => member.folder);
  const rule = (part, folders) => ({
    from: { path: `^${folder}/${part}/` },
    to: { path: '^(packages|apps)/', pathNot: [ownFolder, ...folders.map((other) => `^${other}/`)] },
  });
  const { dependencies, devDependencies, peerDependencies } = manifest;
  return [
    rule('src', foldersOf(dependencies, peerDependencies)),
    rule('test', foldersOf(dependencies, peerDependencies, devDependencies)),
  ];
}
