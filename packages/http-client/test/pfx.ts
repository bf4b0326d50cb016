import { createHash, createHmac, randomBytes, X509Certificate } from 'node:crypto';
import { type Certificate, der, integer, oid, sequence } from './certificate.ts';

const OID = {
  data: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01],
  shroudedKeyBag: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x02],
  certBag: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x03],
  x509Certificate: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x16, 0x01],
  sha256: [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01],
} as const;

const ITERATIONS = 2_048;
/** Block length of SHA-256. */
const BLOCK = 64;

/** Certificate and key in one PFX (PKCS #12, RFC 7292): the key encrypted, the whole authenticated. */
export function createPfx({ cert, privateKey }: Certificate, passphrase: string): Buffer {
  const key = privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase });
  const bags = sequence(
    sequence(oid(OID.shroudedKeyBag), explicit(key)),
    sequence(
      oid(OID.certBag),
      explicit(sequence(oid(OID.x509Certificate), explicit(der(0x04, new X509Certificate(cert).raw)))),
    ),
  );
  const content = sequence(dataOf(bags));
  const salt = randomBytes(16);
  const mac = createHmac('sha256', macKey(passphrase, salt)).update(content).digest();
  const digest = sequence(sequence(oid(OID.sha256), der(0x05)), der(0x04, mac));
  const iterations = integer(Buffer.from([ITERATIONS >> 8, ITERATIONS & 0xff]));
  return sequence(integer(Buffer.from([3])), dataOf(content), sequence(digest, der(0x04, salt), iterations));
}

const explicit = (content: Buffer): Buffer => der(0xa0, content);
const dataOf = (content: Buffer): Buffer => sequence(oid(OID.data), explicit(der(0x04, content)));

/** RFC 7292, appendix B.2, for a key as long as the hash, so that its first round is all. */
function macKey(passphrase: string, salt: Buffer): Buffer {
  const bmp = Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
  const filled = (bytes: Buffer) => Buffer.alloc(Math.ceil(bytes.length / BLOCK) * BLOCK, bytes);
  let hash = Buffer.concat([Buffer.alloc(BLOCK, 3), filled(salt), filled(bmp)]);
  for (let round = 0; round < ITERATIONS; round += 1) hash = createHash('sha256').update(hash).digest();
  return hash;
}
