/**
 * A random UUID (version 4, RFC 9562), for telling things apart: nobody may be kept out by not knowing it. `node:crypto` makes
 * better ones, but loading it is several milliseconds of a cold start that needs nothing else of it.
 *
 * @param random a number from 0 to below 1
 */
export function randomUuid(random: () => number): string {
  const [a, b, c, d] = [word(random), word(random), word(random), word(random)];
  const variant = '89ab'[Number.parseInt(c[0] as string, 16) % 4];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

/** 32 bits as eight hexadecimal digits. */
function word(random: () => number): string {
  return Math.floor(random() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, '0');
}
