import { execFileSync, fork } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BUILT_FUNCTION, copyAsDeployed, DEPLOYED_VARIABLES } from '../measure/deployed-function.ts';
import { TOKEN } from '../questions/invocation/smart-home.ts';
import type { Python } from '../result.ts';
import { buildCachedScript } from './cached-script.ts';
import { DIRECTIVE, HEALTH, HELP, SENTENCE } from './events.ts';
import type { Runtime, Subject } from './subject.ts';

/** What all others stand beside. */
export const BARE = 'bare handler';

const INSIDE = join(import.meta.dirname, 'inside');
const ROOT = join(import.meta.dirname, '../../..');
const RIC = join(ROOT, 'node_modules/.cache/aws-lambda-ric/node_modules/aws-lambda-ric');
/** CommonJS inside of an ES module bundle calls `require` for Node's own modules. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * The heap limits that Lambda's Node.js runtime derives from 128 MB. Every subject in Node has them, in the control group
 * and outside of it.
 */
const HEAP = ['--max-old-space-size=115', '--max-semi-space-size=6'];

export interface Subjects {
  readonly subjects: readonly Subject[];
  readonly runtimes: readonly Runtime[];
  /** What could not be measured here, and why. */
  readonly missing: readonly string[];
  /** Of the runtimes and libraries that are not installed for the benchmarks. */
  readonly versions: Readonly<Record<string, string>>;
  close(): void;
}

/** Bundles what is ours, starts the home, and finds what is not. */
export async function buildSubjects(python: Python): Promise<Subjects> {
  if (!existsSync(join(BUILT_FUNCTION, 'index.mjs')))
    throw new Error('There is no built function; run `pnpm build` first.');
  const folder = mkdtempSync(join(tmpdir(), 'hearthgate-bench-'));
  const missing: string[] = [];
  const bundle = async (name: string) => {
    const outfile = join(folder, name, 'index.mjs');
    await build({
      entryPoints: [join(INSIDE, `${name}.ts`)],
      outfile,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      logLevel: 'error',
      // Only what is bundled from CommonJS needs it, and it is not free.
      banner: ['middy', 'ask-sdk', 'ask-sdk-home'].includes(name) ? { js: REQUIRE } : {},
    });
    return join(folder, name);
  };
  const names = ['loop', 'home', 'bare', 'thin', 'script'];
  const [loop, home, bare, thin, cachedScript] = await Promise.all(names.map(bundle));
  const { cert, key, certFile } = certificate(folder);
  const server = fork(join(home ?? '', 'index.mjs'), { env: { CERT: cert, KEY: key } });
  const url = await new Promise<string>((resolve) => {
    server.once('message', (port) => resolve(`https://127.0.0.1:${port}`));
  });

  const node = { language: 'node', handler: 'index.handler', variables: {} } as const;
  const cached = join(folder, 'function');
  copyAsDeployed(cached);
  const ours = { ...node, side: 'ours', taskRoot: cached, variables: DEPLOYED_VARIABLES } as const;
  const uncached = { ...ours, taskRoot: BUILT_FUNCTION } as const;
  const health = { event: HEALTH, check: (answer: unknown) => expect(answer, '"statusCode":200') } as const;
  const bridged = { ...DEPLOYED_VARIABLES, HOME_ASSISTANT_URL: url, HOME_ASSISTANT_CA: cert };
  const base = { BASE_URL: url, BASE_CA: cert };
  const thinUndici = {
    entry: join(INSIDE, 'thin-undici.ts'),
    folder: cachedScript ?? '',
    event: DIRECTIVE,
    variables: base,
  };
  await buildCachedScript(thinUndici);
  const directive = { event: DIRECTIVE, check: isTurnedOn } as const;
  const help = { event: HELP, check: (answer: unknown) => expect(answer, 'outputSpeech') } as const;
  const sentence = { event: SENTENCE, check: (answer: unknown) => expect(answer, 'Turned on the light.') } as const;
  const peer = async (name: string) => ({ ...node, side: 'peer', taskRoot: await bundle(name) }) as const;
  const subjects: Subject[] = [
    { ...node, name: BARE, side: 'floor', taskRoot: bare ?? '', event: DIRECTIVE, check: () => undefined },
    { ...ours, ...health, name: 'hearthgate, bridge off, GET /health' },
    { ...ours, ...directive, name: 'hearthgate, directive over TLS', variables: bridged },
    { ...uncached, ...health, name: 'hearthgate without its code cache, GET /health' },
    { ...uncached, ...directive, name: 'hearthgate without its code cache, directive', variables: bridged },
    {
      ...node,
      ...directive,
      name: 'by hand, directive over TLS',
      side: 'floor',
      taskRoot: thin ?? '',
      variables: base,
    },
    {
      ...node,
      ...directive,
      name: 'by hand on undici with a code cache, directive over TLS',
      side: 'floor',
      taskRoot: cachedScript ?? '',
      variables: base,
    },
    {
      ...(await peer('middy')),
      ...directive,
      name: 'middy + Powertools + undici, directive over TLS',
      variables: { ...base, POWERTOOLS_TRACE_ENABLED: 'true' },
    },
    { ...(await peer('middy-health')), ...health, name: 'middy + Powertools, GET /health without a router' },
    { ...(await peer('powertools-health')), ...health, name: 'middy + Powertools + event-handler, GET /health' },
    { ...ours, ...sentence, name: 'hearthgate, custom skill, sentence over TLS', variables: bridged },
    {
      ...(await peer('ask-sdk-home')),
      ...sentence,
      name: 'ask-sdk + Powertools + undici, sentence over TLS',
      variables: base,
    },
    { ...ours, ...help, name: 'hearthgate, custom skill, help', variables: bridged },
    { ...(await peer('ask-sdk')), ...help, name: 'ask-sdk alone, help' },
  ];
  const trust = { SSL_CERT_FILE: certFile, REQUESTS_CA_BUNDLE: certFile };
  const script = { ...directive, language: 'python', side: 'peer' } as const;
  if (python.haaska === undefined) missing.push('haaska: no checkout was named with --haaska');
  else {
    const taskRoot = join(folder, 'haaska');
    mkdirSync(taskRoot);
    copyFileSync(join(python.haaska, 'haaska.py'), join(taskRoot, 'haaska.py'));
    const config = { url, bearer_token: TOKEN, ssl_verify: certFile };
    writeFileSync(join(taskRoot, 'config.json'), JSON.stringify(config));
    const name = 'haaska (Python), directive over TLS';
    subjects.push({ ...script, name, handler: 'haaska.event_handler', taskRoot, variables: trust });
  }
  if (python.docsLambda === undefined) {
    missing.push("the Home Assistant docs' Lambda: no file was named with --docs-lambda");
  } else {
    const taskRoot = join(folder, 'docs');
    mkdirSync(taskRoot);
    copyFileSync(python.docsLambda, join(taskRoot, 'lambda_function.py'));
    const name = "the Home Assistant docs' Lambda (Python), directive over TLS";
    const variables = { ...trust, BASE_URL: url };
    subjects.push({ ...script, name, handler: 'lambda_function.lambda_handler', taskRoot, variables });
  }

  const versions = subjects.some(({ language }) => language === 'python') ? pythonVersions() : {};
  const runtimes: Runtime[] = [
    {
      name: 'the smallest loop',
      languages: ['node', 'python'],
      command: (language) =>
        language === 'node'
          ? [process.execPath, ...HEAP, join(loop ?? '', 'index.mjs')]
          : [pythonProgram(), join(INSIDE, 'loop.py')],
    },
  ];
  const ric = join(RIC, 'index.mjs');
  if (existsSync(ric)) {
    const { version } = JSON.parse(readFileSync(join(RIC, 'package.json'), 'utf8')) as { version: string };
    versions['aws-lambda-ric'] = version;
    runtimes.push({ name: 'aws-lambda-ric', languages: ['node'], command: () => [process.execPath, ...HEAP, ric] });
  } else missing.push('aws-lambda-ric: not built here; `node .ci/install-ric.mjs` builds it');
  return {
    subjects,
    runtimes,
    missing,
    versions,
    close() {
      server.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

let foundPython: string | undefined;

/** The interpreter itself: what is called `python3` may be a script that looks for one at every start. */
function pythonProgram(): string {
  foundPython ??= python(process.env.PYTHON ?? 'python3', 'import sys; print(sys.executable)');
  return foundPython;
}

function pythonVersions(): Record<string, string> {
  const code =
    'import sys, requests, urllib3; print(sys.version.split()[0], requests.__version__, urllib3.__version__)';
  try {
    const [own = '', requests = '', urllib3 = ''] = python(pythonProgram(), code).split(' ');
    return { Python: own, 'requests (Python)': requests, 'urllib3 (Python)': urllib3 };
  } catch {
    // What is missing is said where the programs fail for the want of it.
    return {};
  }
}

function python(program: string, code: string): string {
  return execFileSync(program, ['-c', code], { encoding: 'utf8' }).trim();
}

function expect(answer: unknown, part: string): void {
  const text = JSON.stringify(answer);
  if (!text.includes(part)) throw new Error(`answered ${text.slice(0, 500)}`);
}

function isTurnedOn(answer: unknown): void {
  expect(answer, '"value":"ON"');
}

/** A certificate for the loopback address that it signed itself, made by `openssl`. */
function certificate(folder: string): { readonly cert: string; readonly key: string; readonly certFile: string } {
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const request = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1';
  const files = ['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', keyFile, '-out', certFile];
  execFileSync('openssl', [...request.split(' '), ...files], { stdio: 'pipe' });
  return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8'), certFile };
}
