import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DIST = join(import.meta.dirname, '../../../dist');

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, as one text. */
  readonly output: string;
}

/** The built deploy command in an empty folder of its own, with its own copy of the function's zip. */
export interface DeployCommand {
  readonly folder: string;
  /** Writes the settings file. */
  settings(variables: Readonly<Record<string, string>>): void;
  /** Puts another zip in place of the function's. */
  replaceZip(zip: Uint8Array): void;
  readZip(): Uint8Array;
  /** Reads a file that the command left below its folder. */
  read(path: string): string;
  readBytes(path: string): Uint8Array;
  /** The names in a folder that the command left below its own. */
  list(path: string): readonly string[];
  run(args: readonly string[], variables?: Readonly<Record<string, string>>): Promise<CommandResult>;
  remove(): void;
}

export function prepareDeployCommand(): DeployCommand {
  const folder = mkdtempSync(join(tmpdir(), 'hearthgate-deploy-'));
  // Below the package, where what it imports is found.
  const cache = join(import.meta.dirname, '../../../node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const copy = mkdtempSync(join(cache, 'deploy-'));
  cpSync(join(DIST, 'deploy'), join(copy, 'deploy'), { recursive: true });
  cpSync(join(DIST, 'function.zip'), join(copy, 'function.zip'));
  return {
    folder,
    settings(variables) {
      const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
      writeFileSync(join(folder, 'hearthgate.env'), `# A comment\n${lines.join('\n')}\n`);
    },
    replaceZip: (zip) => writeFileSync(join(copy, 'function.zip'), zip),
    readZip: () => readFileSync(join(copy, 'function.zip')),
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    readBytes: (path) => readFileSync(join(folder, path)),
    list: (path) => readdirSync(join(folder, path)),
    run(args, variables = {}) {
      return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [join(copy, 'deploy/deploy.mjs'), ...args], {
          cwd: folder,
          stdio: ['ignore', 'pipe', 'pipe'],
          // Nothing of the machine's own credentials, wherever they may be.
          env: { PATH: process.env.PATH, HOME: folder, AWS_EC2_METADATA_DISABLED: 'true', ...variables },
        });
        let stdout = '';
        let stderr = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
        child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
        child.once('error', reject);
        child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr, output: stdout + stderr }));
      });
    },
    remove() {
      rmSync(folder, { recursive: true });
      rmSync(copy, { recursive: true });
    },
  };
}
