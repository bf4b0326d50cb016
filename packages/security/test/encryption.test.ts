import type { SingletonGetParams } from '@hearthgate/contracts';
import { createTestEnvironment } from '@hearthgate/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecurityGateway, type EncryptionKey, type SecurityOptions } from '../src/index.ts';

const OLD: EncryptionKey = { id: 'old', key: Buffer.alloc(32, 1).toString('base64') };
const NEW: EncryptionKey = { id: 'new-2', key: 'ab'.repeat(32) };
const with_ = (keys: SecurityOptions['keys'], environment = createTestEnvironment()) =>
  createSecurityGateway({ keys }, { environment });
const refusal = (code: string) => expect.objectContaining({ success: false, error: expect.objectContaining({ code }) });

describe('what was encrypted', () => {
  const { operations, execute } = with_([NEW, OLD]);

  it('comes back as it was, whatever it is and whatever it belongs to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary-ascii' }), fc.string(), async (data, context) => {
        const envelope = await operations.encryptData({ data, context });
        expect(envelope).toMatch(/^hg1\.new-2\.[\w-]{16}\.[\w-]{22,}$/);
        expect(await operations.decryptData({ data: envelope, context })).toBe(data);
      }),
    );
    expect(await operations.decryptData({ data: await operations.encryptData({ data: 'Küche 🍳' }) })).toBe('Küche 🍳');
  });

  it('is different each time', async () => {
    const envelopes = await Promise.all(Array.from({ length: 50 }, () => operations.encryptData({ data: 'same' })));
    expect(new Set(envelopes).size).toBe(50);
  });

  it('is refused with any character changed, or in another context', async () => {
    const data = await operations.encryptData({ data: 'kitchen', context: 'cache:a' });
    expect(await execute('decryptData', { data, context: 'cache:b' })).toEqual(refusal('SECURITY_DECRYPT_FAILED'));
    expect(await execute('decryptData', { data })).toEqual(refusal('SECURITY_DECRYPT_FAILED'));
    for (let at = 0; at < data.length; at += 1) {
      const other = data[at] === 'A' ? 'B' : 'A';
      const changed = data.slice(0, at) + other + data.slice(at + 1);
      expect(await execute('decryptData', { data: changed, context: 'cache:a' })).toEqual(
        refusal('SECURITY_DECRYPT_FAILED'),
      );
    }
    expect(await execute('decryptData', { data: data.replace('new-2', 'old'), context: 'cache:a' })).toEqual(
      refusal('SECURITY_DECRYPT_FAILED'),
    );
  });

  it.each([
    '',
    'text',
    'hg1',
    'hg1.new-2..',
    'hg2.new-2.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA',
    7,
    null,
    'a.b.c.d.e',
  ])('%j is told to be no envelope', async (data) => {
    expect(await execute('decryptData', { data: data as string })).toEqual(refusal('SECURITY_DECRYPT_FAILED'));
  });

  it('has to be a text', async () => {
    expect(await execute('encryptData', { data: { a: 1 } as never })).toEqual(refusal('KERNEL_INVALID_PARAMS'));
    expect(await execute('encryptData', { data: 'a', context: 7 as never })).toEqual(refusal('KERNEL_INVALID_PARAMS'));
  });
});

describe('keys', () => {
  it('rotate: the newest encrypts, older ones still decrypt, and those taken away do not', async () => {
    const before = await with_([OLD]).operations.encryptData({ data: 'kitchen' });
    const rotated = with_([NEW, OLD]).operations;
    expect(await rotated.decryptData({ data: before })).toBe('kitchen');
    expect(await rotated.encryptData({ data: 'kitchen' })).toMatch(/^hg1\.new-2\./);
    const after = await with_([NEW]).execute('decryptData', { data: before });
    expect(after).toMatchObject({
      error: { code: 'SECURITY_DECRYPT_FAILED', message: expect.stringContaining('old is not in') },
    });
  });

  it('are asked for once, and again for an id that is not there, but not for each', async () => {
    const environment = createTestEnvironment();
    let ring: readonly EncryptionKey[] = [OLD];
    let asked = 0;
    const { operations, execute } = with_(async () => {
      asked += 1;
      return ring;
    }, environment);
    await Promise.all([operations.encryptData({ data: 'a' }), operations.encryptData({ data: 'b' })]);
    expect(asked).toBe(1);
    const data = await with_([NEW]).operations.encryptData({ data: 'kitchen' });
    expect(await execute('decryptData', { data })).toEqual(refusal('SECURITY_DECRYPT_FAILED'));
    expect(asked).toBe(1);
    ring = [NEW, OLD];
    await environment.clock.advance(30_000);
    expect(await operations.decryptData({ data })).toBe('kitchen');
    expect(asked).toBe(2);
    for (let time = 0; time < 5; time += 1) await execute('decryptData', { data: data.replace('new-2', 'none') });
    expect(asked).toBe(2);
  });

  it('that are known are used on while no newer ones can be had, whatever key data asks for', async () => {
    let fails = false;
    const keys = async () => {
      if (fails) throw new Error('the store is out');
      return [NEW];
    };
    const environment = createTestEnvironment();
    const { operations } = createSecurityGateway({ keys }, { environment });
    const data = await operations.encryptData({ data: 'a' });
    fails = true;
    await environment.clock.advance(30_000);
    await expect(operations.decryptData({ data: data.replace(NEW.id, 'none') })).rejects.toMatchObject({
      code: 'SECURITY_DECRYPT_FAILED',
      cause: { code: 'SECURITY_NO_KEY' },
    });
    expect(await operations.decryptData({ data })).toBe('a');
    expect(await operations.decryptData({ data: await operations.encryptData({ data: 'b' }) })).toBe('b');
  });

  it('that could not be had are asked for again', async () => {
    let fails = true;
    const { execute, operations } = with_(async () => {
      if (fails) throw new Error('planted-secret-0001');
      return [NEW];
    });
    const response = await execute('encryptData', { data: 'a' });
    expect(response).toMatchObject({ error: { code: 'SECURITY_NO_KEY', retryable: true } });
    expect(JSON.stringify(response)).not.toContain('planted');
    fails = false;
    expect(await operations.encryptData({ data: 'a' })).toMatch(/^hg1/);
  });

  it('may be bytes, base64, base64url or hexadecimal', async () => {
    const bytes = Buffer.alloc(32, 0xfb);
    const envelope = await with_([{ id: 'k', key: new Uint8Array(bytes) }]).operations.encryptData({ data: 'a' });
    for (const form of ['base64', 'base64url', 'hex'] as const) {
      const ring = [{ id: 'k', key: bytes.toString(form) }];
      expect(await with_(ring).operations.decryptData({ data: envelope })).toBe('a');
    }
  });

  it.each<[string, unknown]>([
    ['missing', undefined],
    ['empty', []],
    ['a text', 'ab'.repeat(32)],
    ['short', [{ id: 'k', key: 'planted-secret-0001' }]],
    ['a passphrase', [{ id: 'k', key: 'planted-secret correct horse battery staple!' }]],
    ['16 bytes', [{ id: 'k', key: new Uint8Array(16) }]],
    ['without id', [{ key: NEW.key }]],
    ['of an id with a dot', [{ id: 'a.b', key: NEW.key }]],
    ['twice of one id', [NEW, NEW]],
    ['nothing', [null]],
  ])('that are %s are refused, and never told', async (_what, keys) => {
    for (const operation of ['encryptData', 'decryptData'] as const) {
      const response = await with_(keys as never).execute(operation, { data: 'a' });
      expect(response).toEqual(refusal('SECURITY_NO_KEY'));
      expect(JSON.stringify(response)).not.toContain('planted');
    }
  });

  it('are hidden wherever they appear', async () => {
    const { operations } = with_([NEW]);
    await operations.encryptData({ data: 'a' });
    expect(operations.filterSensitive({ data: `key ${NEW.key}` })).toBe('key [redacted]');
  });

  it('live in a ring that exists once in an execution environment', async () => {
    const instances = new Map<string, unknown>();
    const singleton = {
      get: async <Instance>({ key, create }: SingletonGetParams<Instance>) => {
        if (!instances.has(key)) instances.set(key, await create?.());
        return instances.get(key) as Instance;
      },
      reset: async ({ key }: { readonly key: string }) => instances.delete(key),
    };
    const { operations } = createSecurityGateway({ keys: [NEW] }, { peers: { singleton } });
    await operations.encryptData({ data: 'a' });
    await operations.encryptData({ data: 'b' });
    expect([...instances.keys()]).toEqual(['security:key-ring']);
  });
});
