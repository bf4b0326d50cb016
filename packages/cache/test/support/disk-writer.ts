import { createCacheGateway } from '../../src/index.ts';

/**
 * A process that shares a directory with others: writes and reads the same few keys and says what it found wrong.
 * Arguments: directory, name of the process, rounds.
 */
const [directory = '', writer = '', rounds = '0'] = process.argv.slice(2);
const encryptionKey = 'a key for tests '.repeat(3);
// Room for one value, so that nearly all answers come from the disk.
const bounds = { maxBytes: 8_000, maxEntryBytes: 8_000, directoryMaxBytes: 160_000 };
const { operations } = createCacheGateway({ directory, encryptionKey, ...bounds });
const wrong: string[] = [];
let found = 0;
for (let round = 0; round < Number(rounds); round += 1) {
  const key = `key ${round % 40}`;
  await operations.set({ key, value: `${key}|${writer}|`.padEnd(50 + (round % 7) * 300, 'x'), tags: ['shared'] });
  const value = (await operations.get({ key: `key ${(round * 7) % 40}` }))?.value;
  if (value === undefined) continue;
  found += 1;
  if (!/^key \d+\|\w+\|x*$/.test(String(value)) || !String(value).startsWith(`key ${(round * 7) % 40}|`)) {
    wrong.push(String(value));
  }
}
process.stdout.write(JSON.stringify({ wrong, found, status: operations.getStatus() }));
