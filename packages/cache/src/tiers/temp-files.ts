export interface TempFileStat {
  readonly name: string;
  readonly size: number;
  readonly writtenAtMs: number;
}

/** The few things that the temp tier does with files. Reading what is not there is no error, nor is removing it. */
export interface TempFiles {
  makeDirectory(path: string): Promise<void>;
  read(path: string): Promise<Buffer | undefined>;
  /** The first bytes of a file, or all of it when it is shorter. */
  readHead(path: string, length: number): Promise<Buffer | undefined>;
  /** Puts a file in the place of another in one step: whoever reads sees all of one of them. */
  replace(path: string, content: Buffer): Promise<void>;
  remove(path: string): Promise<void>;
  /** Files whose names end so. Removes what a `replace` that never ended left behind. */
  list(directory: string, suffix: string, nowMs: number): Promise<readonly TempFileStat[]>;
}

const UNFINISHED = '.unfinished';
/** No write takes so long; what is older belongs to a process that died. */
const ABANDONED_MS = 60_000;

/** Files of this machine, readable by their owner only. */
export const tempFiles: TempFiles = {
  async makeDirectory(path) {
    await promises().mkdir(path, { recursive: true, mode: 0o700 });
  },

  read: (path) => promises().readFile(path).catch(absent),

  async readHead(path, length) {
    const file = await promises().open(path).catch(absent);
    if (file === undefined) return undefined;
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  },

  async replace(path, content) {
    const unique = process.getBuiltinModule('node:crypto').randomBytes(6).toString('hex');
    const unfinished = `${path}.${unique}${UNFINISHED}`;
    try {
      await promises().writeFile(unfinished, content, { mode: 0o600, flag: 'wx' });
      await promises().rename(unfinished, path);
    } catch (error) {
      await promises()
        .rm(unfinished, { force: true })
        .catch(() => undefined);
      throw error;
    }
  },

  remove: (path) => promises().rm(path, { force: true }),

  async list(directory, suffix, nowMs) {
    const stats: TempFileStat[] = [];
    for (const name of (await promises().readdir(directory).catch(absent)) ?? []) {
      const path = `${directory}/${name}`;
      const stat = await promises().stat(path).catch(absent);
      if (stat === undefined) continue;
      if (name.endsWith(suffix)) stats.push({ name, size: stat.size, writtenAtMs: stat.mtimeMs });
      else if (name.endsWith(UNFINISHED) && nowMs - stat.mtimeMs > ABANDONED_MS) await tempFiles.remove(path);
    }
    return stats;
  },
};

function promises(): typeof import('node:fs/promises') {
  return process.getBuiltinModule('node:fs').promises;
}

function absent(error: unknown): undefined {
  if ((error as { code?: string }).code === 'ENOENT') return undefined;
  throw error;
}
