import type { RawStore } from './raw-store.ts';
import { type TempFileStat, type TempFiles, tempFiles } from './temp-files.ts';
import { TierUnavailableError } from './tier-health.ts';
import { Turns } from './turns.ts';

export interface TempStoreOptions {
  readonly directory: string;
  /** Bytes that all files take on the disk. */
  readonly maxBytes: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly files?: TempFiles | undefined;
}

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** What a reader makes of a file that is not as it was written; nothing that was stored is empty. */
export const DAMAGED = '';

const SUFFIX = '.entry';
/** After writing this share of the bound, the directory is looked at again, as other processes write there too. */
const RESCAN_SHARE = 16;
/** One text may take this share of the bound. */
const LARGEST_SHARE = 4;
/** A file takes whole blocks of the disk. */
const BLOCK_BYTES = 4_096;
/** Node reads four at once; Lambda lets a process have 1,024 open. */
const READS_AT_ONCE = 16;

/**
 * Texts as files of one directory, bounded in bytes, least recently used out first. A file is written beside its place and
 * renamed into it, so a reader sees the old text or the new one; a check sum finds what was torn or changed all the same.
 * Any number of processes may share the directory: each of them may exceed the bound by a sixteenth at most.
 */
export class TempStore implements RawStore {
  readonly #directory: string;
  readonly maxBytes: number;
  readonly #now: () => number;
  readonly #files: TempFiles;
  readonly #reads = new Turns(READS_AT_ONCE);
  /** Bytes on the disk by file name, least recently used first. */
  readonly #sizes = new Map<string, number>();
  #bytes = 0;
  #writtenSinceScan = 0;
  #evictions = 0;
  /** The last write; the next one waits for it, so that the bound is reckoned by one at a time. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor({ directory, maxBytes, now, files = tempFiles }: TempStoreOptions) {
    this.#directory = directory;
    this.maxBytes = maxBytes;
    this.#now = now;
    this.#files = files;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get entries(): number {
    return this.#sizes.size;
  }

  get evictions(): number {
    return this.#evictions;
  }

  /** Makes the directory if need be and learns what is in it. */
  async open(): Promise<this> {
    await this.#files.makeDirectory(this.#directory);
    await this.#scan();
    return this;
  }

  async read(name: string): Promise<string | undefined> {
    const file = fileName(name);
    const content = await this.#reads.take(() => this.#files.read(this.#pathOf(file)));
    if (content === undefined) {
      this.#forget(file);
      return undefined;
    }
    this.#note(file, content.length);
    const kept = contentOf(content);
    if (kept?.name === name) return kept.text;
    await this.#drop(file);
    return DAMAGED;
  }

  readMany(names: readonly string[]): Promise<readonly (string | undefined)[]> {
    return Promise.all(names.map((name) => this.read(name)));
  }

  write(name: string, text: string, ttlMs: number | undefined): Promise<void> {
    const expiresAtMs = ttlMs === undefined ? Number.POSITIVE_INFINITY : this.#now() + ttlMs;
    const written = this.#writing.then(() => this.#write(fileName(name), checkedContent({ name, text }, expiresAtMs)));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  remove(name: string): Promise<void> {
    return this.#drop(fileName(name));
  }

  touch(names: readonly string[]): void {
    for (const name of names) {
      const file = fileName(name);
      const bytes = this.#sizes.get(file);
      if (bytes !== undefined) this.#note(file, bytes);
    }
  }

  /** Removes the files of entries that are over, and what a process that died left behind; answers how many entries. */
  async removeExpired(): Promise<number> {
    await this.#scan();
    let removed = 0;
    for (const file of [...this.#sizes.keys()]) {
      const head = await this.#files.readHead(this.#pathOf(file), HEAD_LENGTH);
      if (head === undefined || expiryOf(head) >= this.#now()) continue;
      await this.#drop(file);
      removed += 1;
    }
    return removed;
  }

  async removeAll(): Promise<void> {
    await this.#scan();
    for (const file of [...this.#sizes.keys()]) await this.#drop(file);
  }

  /** All texts with their names, least recently used first. */
  async *texts(): AsyncGenerator<NamedText> {
    await this.#scan();
    for (const file of [...this.#sizes.keys()]) {
      const content = await this.#files.read(this.#pathOf(file));
      const kept = content === undefined ? undefined : contentOf(content);
      if (kept !== undefined) yield kept;
    }
  }

  async #write(file: string, content: Buffer): Promise<void> {
    if (content.length > this.maxBytes / LARGEST_SHARE) {
      await this.#drop(file);
      throw new TierUnavailableError(`${content.length} bytes are more than a quarter of directoryMaxBytes`);
    }
    await this.#makeRoom(onDisk(content.length) - (this.#sizes.get(file) ?? 0));
    const path = this.#pathOf(file);
    try {
      await this.#files.replace(path, content);
    } catch (error) {
      await this.#mend(error);
      await this.#files.replace(path, content).catch((again: unknown) => {
        if (!isFull(again)) throw again;
        throw new TierUnavailableError('the disk is full');
      });
    }
    this.#note(file, content.length);
    this.#writtenSinceScan += onDisk(content.length);
  }

  /** Does what may let a second attempt succeed. */
  async #mend(error: unknown): Promise<void> {
    if (isFull(error)) await this.#evictTo(this.#bytes / 2);
    // Somebody tidied the temp directory.
    else if ((error as { code?: string }).code === 'ENOENT') await this.#files.makeDirectory(this.#directory);
    else throw error;
  }

  async #makeRoom(bytes: number): Promise<void> {
    const full = this.#bytes + bytes > this.maxBytes;
    if (full || this.#writtenSinceScan + bytes > this.maxBytes / RESCAN_SHARE) await this.#scan();
    if (this.#bytes + bytes > this.maxBytes) await this.#evictTo(this.maxBytes - bytes);
  }

  async #evictTo(bytes: number): Promise<void> {
    for (const file of [...this.#sizes.keys()]) {
      if (this.#bytes <= bytes) return;
      await this.#drop(file);
      this.#evictions += 1;
    }
  }

  /** Brings the index in step with the directory. What was not known is ordered by when it was last written. */
  async #scan(): Promise<void> {
    const found = await this.#files.list(this.#directory, SUFFIX, this.#now());
    const known = new Set(this.#sizes.keys());
    const present = new Map(found.map((stat) => [stat.name, stat]));
    const strangers = found.filter(({ name }) => !known.has(name)).sort((a, b) => a.writtenAtMs - b.writtenAtMs);
    const rest = [...known].map((name) => present.get(name)).filter((stat): stat is TempFileStat => stat !== undefined);
    this.#sizes.clear();
    this.#bytes = 0;
    for (const { name, size } of [...strangers, ...rest]) this.#note(name, size);
    this.#writtenSinceScan = 0;
  }

  async #drop(file: string): Promise<void> {
    await this.#files.remove(this.#pathOf(file));
    this.#forget(file);
  }

  #pathOf(file: string): string {
    return `${this.#directory}/${file}`;
  }

  #note(file: string, length: number): void {
    this.#forget(file);
    const bytes = onDisk(length);
    this.#sizes.set(file, bytes);
    this.#bytes += bytes;
  }

  #forget(file: string): void {
    this.#bytes -= this.#sizes.get(file) ?? 0;
    this.#sizes.delete(file);
  }
}

/** Expiry as 16 digits, then half a SHA-256 of all that follows it, then a line with the name, then the text. */
const EXPIRY_LENGTH = 16;
const SUM_LENGTH = 32;
const HEAD_LENGTH: number = EXPIRY_LENGTH + SUM_LENGTH;
const NEVER = '9'.repeat(EXPIRY_LENGTH);

function checkedContent({ name, text }: NamedText, expiresAtMs: number): Buffer {
  const expiry = Number.isFinite(expiresAtMs) ? String(Math.ceil(expiresAtMs)).padStart(EXPIRY_LENGTH, '0') : NEVER;
  const body = `${JSON.stringify(name)}\n${text}`;
  return Buffer.from(expiry + checkSum(expiry, body) + body);
}

function contentOf(content: Buffer): NamedText | undefined {
  const expiry = content.toString('latin1', 0, EXPIRY_LENGTH);
  const body = content.toString('utf8', HEAD_LENGTH);
  if (content.toString('latin1', EXPIRY_LENGTH, HEAD_LENGTH) !== checkSum(expiry, body)) return undefined;
  const end = body.indexOf('\n');
  return { name: JSON.parse(body.slice(0, end)) as string, text: body.slice(end + 1) };
}

function checkSum(expiry: string, text: string): string {
  return process
    .getBuiltinModule('node:crypto')
    .hash('sha256', expiry + text, 'hex')
    .slice(0, SUM_LENGTH);
}

/** Epoch milliseconds; a head that cannot be read is over at once. */
function expiryOf(head: Buffer): number {
  const digits = head.toString('latin1', 0, EXPIRY_LENGTH);
  return /^\d{16}$/.test(digits) ? Number(digits) : Number.NEGATIVE_INFINITY;
}

/** Names say nothing of keys, and never too long or odd for a file. */
function fileName(name: string): string {
  return process.getBuiltinModule('node:crypto').hash('sha256', name, 'hex') + SUFFIX;
}

function onDisk(length: number): number {
  return Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES;
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as { code?: string }).code ?? '');
}
