import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { operationDocs } from '../lib/declarations.mjs';
import { repositoryRoot } from '../lib/root.mjs';

const packages = join(repositoryRoot, 'packages');
const gateways = {
  cache: 'Cache',
  singleton: 'Singleton',
  security: 'Security',
  logging: 'Logging',
  metrics: 'Metrics',
  'http-client': 'Http',
  utility: 'Utility',
  initialization: 'Initialization',
  lambda: 'Lambda',
  'circuit-breaker': 'CircuitBreaker',
};

describe.each(Object.entries(gateways))('the declarations of %s, as they are published,', (folder, name) => {
  const source = readFileSync(join(packages, 'contracts/src', `${folder}.ts`), 'utf8');
  const declarations = readFileSync(join(packages, 'contracts/dist', `${folder}.d.ts`), 'utf8');

  it('keep every operation with its documentation', () => {
    const emitted = operationDocs(declarations);
    expect(emitted.length).toBeGreaterThan(2);
    expect(emitted).toEqual(operationDocs(source));
    expect(emitted.filter(({ doc }) => doc === undefined)).toEqual([]);
  });

  it('name the gateway and its generic operation, instead of spelling their types out', () => {
    const core = readFileSync(join(packages, folder, 'dist/core.d.ts'), 'utf8');
    expect(core).toMatch(new RegExp(`function create${name}Gateway\\([^)]*\\): ${name}Gateway( & AsyncDisposable)?;`));
    expect(core).toContain(`generic${name}Operation: GenericOperation<${name}Operations>;`);
  });
});

it('notices documentation that was lost', () => {
  const withDocs = 'export interface XOperations {\n    /** Adds. */\n    add(params: P): number;\n    sub(): void;\n}';
  expect(operationDocs(withDocs)).toEqual([
    { name: 'add', doc: 'Adds.' },
    { name: 'sub', doc: undefined },
  ]);
  expect(operationDocs(withDocs.replace(/\s*\/\*\*.*\*\//, ''))).not.toEqual(operationDocs(withDocs));
});
