import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsMarkdown } from '../../apps/ha-extension/src/settings/setting-table.ts';
import { deploymentMarkdown } from '../../apps/lambda/src/deploy/settings/deployment-table.ts';
import { observeMatrix } from '../../apps/lambda/test/matrix/observe.ts';
import { costSections } from '../../bench/src/cost/tables.ts';
import {
  CacheOperation,
  CircuitBreakerOperation,
  errorCodes,
  gatewayNames,
  HttpOperation,
  InitializationOperation,
  LambdaOperation,
  LoggingOperation,
  MetricsOperation,
  matrix,
  SecurityOperation,
  SingletonOperation,
  UtilityOperation,
} from '../../packages/contracts/src/index.ts';
import { repositoryRoot } from './root.mjs';

const EXTENSION_README = 'apps/ha-extension/README.md';
const DEPLOYMENT_GUIDE = 'docs/deployment.md';
const COST_PAGE = 'docs/cost.md';

/** Pages that are made, wholly or in part, from the code and from what is seen when all operations are called; by file. */
export async function referenceDocs() {
  return {
    'docs/gateways.md': gatewaysPage(await observeMatrix()),
    'docs/errors.md': errorsPage(),
    [EXTENSION_README]: withSections(EXTENSION_README, { settings: settingsMarkdown() }),
    [DEPLOYMENT_GUIDE]: withSections(DEPLOYMENT_GUIDE, { settings: deploymentMarkdown() }),
    [COST_PAGE]: withSections(COST_PAGE, costSections()),
  };
}

/** A page with what stands between its marks written anew; every section has its place. */
function withSections(file, sections) {
  let page = readFileSync(join(repositoryRoot, file), 'utf8');
  for (const [name, text] of Object.entries(sections)) {
    const place = new RegExp(`(<!-- ${name}:.*? -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!place.test(page)) throw new Error(`${file} has no place for ${name}.`);
    page = page.replace(place, (_, begin, end) => `${begin}\n${text}\n\n${end}`);
  }
  return page;
}

const GENERATED = '<!-- Made by `pnpm docs:generate` from the code; a test fails when it is stale. -->';

const CONSTANTS = {
  cache: { CacheOperation },
  singleton: { SingletonOperation },
  security: { SecurityOperation },
  logging: { LoggingOperation },
  metrics: { MetricsOperation },
  'http-client': { HttpOperation },
  utility: { UtilityOperation },
  initialization: { InitializationOperation },
  lambda: { LambdaOperation },
  'circuit-breaker': { CircuitBreakerOperation },
};

function gatewaysPage({ observed, declared }) {
  const table = [
    ['calls', ...gatewayNames.map((name) => name.slice(0, 3).toUpperCase())],
    gatewayNames.map(() => '---').concat('---'),
    ...gatewayNames.map((caller) => [
      caller,
      ...gatewayNames.map((callee) => (caller === callee ? '-' : Object.hasOwn(matrix[caller], callee) ? 'x' : '.')),
    ]),
  ];
  return [
    '# The ten gateways',
    GENERATED,
    'Each gateway has one generic operation. Its operations, by the const object that names them:',
    ...gatewayNames.map((name) => {
      const [[constant, names]] = Object.entries(CONSTANTS[name]);
      const operations = Object.entries(names).map(([key, value]) => `| \`${constant}.${key}\` | \`${value}\` |`);
      return [`## ${name}`, '', '| constant | operation |', '| --- | --- |', ...operations].join('\n');
    }),
    '## Who may call whom at run time',
    `Rows call columns: ${declared} cells, of which ${observed.length} are seen in use when every operation is called in one composition (\`pnpm matrix\`). A \`.\` cell is a compile error and has nothing to call at run time. The reason is what the cell is for; then come the caller's operations that use it, and what they call.`,
    table.map((row) => `| ${row.join(' | ')} |`).join('\n'),
    ['| caller | callee | reason | used by | calls |', '| --- | --- | --- | --- | --- |']
      .concat(observed.map(cellRow))
      .join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Without the numbers of calls, which say as much about the test as about the function. */
function cellRow({ caller, callee, reason, drivenBy, uses }) {
  const calls = uses.map(({ operation }) => operation).toSorted();
  return `| ${caller} | ${callee} | ${reason} | ${drivenBy.join(', ')} | ${calls.join(', ')} |`;
}

function errorsPage() {
  const rows = Object.entries(errorCodes).map(
    ([code, { meaning, retryable }]) => `| \`${code}\` | ${retryable ? 'yes' : 'no'} | ${meaning} |`,
  );
  return [
    '# Error codes',
    GENERATED,
    'Every failure of a gateway is a `GatewayError` with one of these codes, thrown by `operations` and answered by `execute`.',
    ['| code | may succeed later | meaning |', '| --- | --- | --- |', ...rows].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}
