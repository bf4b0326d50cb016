import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mapConcurrently, runCommand } from './lib/command.mjs';
import { repositoryRoot } from './lib/root.mjs';
import { runAlone } from './lib/step.mjs';
import { publishableMembers } from './lib/workspace.mjs';
import { runnableBlocks } from './readme-code.mjs';

/** The oldest line of Node that is supported; the newest is the one that the repository runs on. */
const NODE_22 = `node-${process.platform}-${process.arch}@22.23.3`;
/** What a package may bring of ours besides itself; an app brings what it is composed of, too. */
const FOUNDATION = ['contracts', 'kernel'];

/**
 * Uses each package as a stranger would: from its tarball, in an empty project outside the workspace, installed by npm,
 * running the examples of its README on the oldest and the newest Node.
 */
export async function aloneStep() {
  const work = mkdtempSync(join(tmpdir(), 'hearthgate-alone-'));
  const server = await startExampleServer();
  try {
    const nodes = { 22: await installNode22(work), 24: process.execPath };
    const members = publishableMembers(repositoryRoot);
    const packed = await mapConcurrently(members, async ({ path, manifest }) => {
      const { stdout } = await runCommand('pnpm', ['pack', '--json', '--pack-destination', work], { cwd: path });
      return [manifest.name, JSON.parse(stdout).filename];
    });
    const tarballs = Object.fromEntries(packed);
    const results = await mapConcurrently(members, async (member) => ({
      name: member.manifest.name,
      ...(await useAlone(member, tarballs, join(work, member.folder.replaceAll('/', '-')), nodes, server.url)),
    }));
    const problems = results.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`));
    const runs = results.reduce((sum, { runs }) => sum + runs, 0);
    return {
      passed: runs,
      failed: problems.length,
      summary: `${members.length} packages alone, ${runs} README examples and commands run on Node 22 and 24`,
      output: problems.join('\n'),
    };
  } finally {
    await server.close();
    rmSync(work, { recursive: true, force: true });
  }
}

/** Installs one package in an empty project, runs its examples and asks its commands for help; answers what went wrong. */
export async function useAlone({ path, folder, manifest }, tarballs, project, nodes, exampleUrl) {
  mkdirSync(project);
  const own = manifest.name.split('/')[1];
  const parts = folder?.startsWith('apps/') === true ? Object.keys(manifest.dependencies) : [];
  const composed = parts.filter((name) => name.startsWith('@hearthgate/')).map((name) => name.split('/')[1]);
  const allowed = [...new Set([...FOUNDATION, ...composed, own])].sort();
  const needed = allowed.map((name) => `@hearthgate/${name}`);
  const dependencies = Object.fromEntries(needed.map((name) => [name, `file:${tarballs[name]}`]));
  // What a package wants its user to bring is brought.
  const peers = Object.fromEntries(
    Object.keys(manifest.peerDependencies ?? {}).map((name) => [name, manifest.peerDependencies[name]]),
  );
  const text = JSON.stringify({ private: true, type: 'module', dependencies: { ...dependencies, ...peers } });
  writeFileSync(join(project, 'package.json'), text);
  const install = await runCommand('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: project });
  if (install.code !== 0) return { runs: 0, problems: [`npm install failed:\n${install.output}`] };

  const problems = [];
  const ours = readdirSync(join(project, 'node_modules/@hearthgate')).sort();
  if (ours.join() !== allowed.join()) problems.push(`it brought ${ours.join(', ')} instead of ${allowed.join(', ')}`);

  let runs = 0;
  const examples = runnableBlocks(readFileSync(join(path, 'README.md'), 'utf8'));
  if (examples.length === 0) problems.push('its README shows no example');
  for (const [index, code] of examples.entries()) {
    const isTest = code.includes("from 'vitest'");
    const file = `example-${index + 1}${isTest ? '.test' : ''}.ts`;
    writeFileSync(join(project, file), code.replaceAll(/https:\/\/example\.com/g, exampleUrl));
    for (const [version, node] of Object.entries(nodes)) {
      const command = isTest ? ['node_modules/vitest/vitest.mjs', 'run', file] : [file];
      const { code: exit, output } = await runCommand(node, command, { cwd: project, env: { NO_COLOR: '1' } });
      runs += 1;
      if (exit !== 0) problems.push(`example ${index + 1} ended with ${exit} on Node ${version}:\n${output}`);
    }
  }
  for (const [name, file] of Object.entries(manifest.bin ?? {})) {
    const script = join('node_modules', manifest.name, file);
    const calls = Object.entries(nodes).map(([version, node]) => [`on Node ${version}`, node, [script, '--help']]);
    for (const [where, command, args] of [['by npx', 'npx', ['--no-install', name, '--help']], ...calls]) {
      const { code: exit, output } = await runCommand(command, args, { cwd: project });
      runs += 1;
      if (exit !== 0) problems.push(`${name} --help ended with ${exit} ${where}:\n${output}`);
    }
  }
  return { runs: runs - problems.length, problems };
}

async function installNode22(work) {
  const folder = join(work, 'node-22');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const { code, output } = await runCommand('npm', ['install', '--no-audit', '--no-fund', NODE_22], { cwd: folder });
  if (code !== 0) throw new Error(`Node 22 could not be installed:\n${output}`);
  return join(folder, 'node_modules', NODE_22.split('@')[0], 'bin/node');
}

/** Stands in for example.com, so that examples that call it need no network. */
async function startExampleServer() {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"answer":42}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

await runAlone(import.meta, aloneStep);
