/** Two hexadecimal digits for each byte, made when they are first asked for: a cold start needs few of them. */
const DIGITS = new Array<string>(256);

/**
 * A random UUID (version 4, RFC 9562), for telling things apart: nobody may be kept out by not knowing it. `node:crypto` makes
 * better ones, but loading it is several milliseconds of a cold start that needs nothing else of it.
 *
 * @param random a number from 0 to below 1
 */
export function randomUuid(random: () => number): string {
  const [a, b, c, d] = [word(random), word(random), word(random), word(random)];
  const version = byte(0x40 | ((b >>> 8) & 0x0f)) + byte(b);
  const variant = byte(0x80 | ((c >>> 24) & 0x3f)) + byte(c >>> 16);
  return `${pair(a >>> 16)}${pair(a)}-${pair(b >>> 16)}-${version}-${variant}-${pair(c)}${pair(d >>> 16)}${pair(d)}`;
}

/** 32 random bits. */
function word(random: () => number): number {
  return (random() * 0x1_0000_0000) >>> 0;
}

/** The lowest 16 bits as four digits. */
function pair(bits: number): string {
  return byte(bits >>> 8) + byte(bits);
}

/** The lowest 8 bits as two digits. */
function byte(bits: number): string {
  const index = bits & 0xff;
  DIGITS[index] ??= (0x100 + index).toString(16).slice(1);
  return DIGITS[index] as string;
}
