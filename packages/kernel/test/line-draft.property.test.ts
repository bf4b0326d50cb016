import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createEnvironment,
  DraftText,
  DraftWriter,
  knownSecrets,
  LineDraft,
  redact,
  redactText,
} from '../src/index.ts';
import { KNOWN, texts, values } from './secret-like.ts';

const environment = createEnvironment();
for (const secret of KNOWN) environment.secrets.add(secret);
const secrets = () => knownSecrets(environment);

/** The text of a draft, or a copy of its members. */
function textOf(data: object | undefined, message = 'm', except: readonly string[] = []): unknown {
  const writer = new DraftWriter(new Set(except));
  return redact(new LineDraft(writer, { message, correlationId: 'c', requestId: undefined, data }), secrets());
}

const objects = fc.dictionary(
  fc.oneof(texts, fc.constantFrom('name', 'value', 'type', 'code', 'token', 'room')),
  values,
);

describe('the text of a draft', () => {
  it('is what JSON makes of the redacted copy, whatever the data, with what was remembered of earlier drafts', () => {
    const writer = new DraftWriter(new Set());
    let written = 0;
    fc.assert(
      fc.property(
        objects,
        texts,
        texts,
        fc.option(texts, { nil: undefined }),
        (data, message, correlationId, requestId) => {
          const text = redact(new LineDraft(writer, { message, correlationId, requestId, data }), secrets());
          const copy = redact(data, secrets());
          if (!(text instanceof DraftText)) {
            expect(text).toMatchObject({ data: copy, message: redactText(message, secrets()) });
            return;
          }
          written += 1;
          expect(`{${text.membersJson.slice(1)}}`).toBe(JSON.stringify(copy));
          expect(text.message).toBe(redactText(message, secrets()));
          expect(text.messageJson).toBe(JSON.stringify(text.message));
          expect(text.correlationId).toBe(redactText(correlationId, secrets()));
          expect(text.requestId).toBe(requestId === undefined ? undefined : redactText(requestId, secrets()));
          const json = text.membersJson + text.messageJson;
          if (text.isAscii) expect(Buffer.byteLength(json)).toBe(json.length);
        },
      ),
      { numRuns: 5_000 },
    );
    expect(written).toBeGreaterThan(1_000);
  });

  it.each<[string, object]>([
    ['flat', { room: 'hall', at: 1, of: 2.5, isOn: true, by: null, until: undefined }],
    ['nested', { lock: { turns: 1, panes: [1, 'two', [{ a: 1 }]] }, none: {}, empty: [] }],
    ['under a secret name', { token: 'x', pin: 1234, maxTokens: 5, password: '' }],
    ['of names that may say something of others', { name: 'hall', type: 'light', key: 'a', value: 1 }],
    ['of other characters than ASCII', { room: 'K\u00fcche', quoted: '"', at: '12:30' }],
  ])('is made without a copy for data that is %s', (_, data) => {
    const text = textOf(data);
    expect(text).toBeInstanceOf(DraftText);
    expect(`{${(text as DraftText).membersJson.slice(1)}}`).toBe(JSON.stringify(redact(data, secrets())));
  });

  it('has a secret that became known after the same texts were written before', () => {
    const own = createEnvironment();
    const writer = new DraftWriter(new Set());
    const draft = () =>
      redact(
        new LineDraft(writer, {
          message: 'to late-secret-1',
          correlationId: 'c-late-secret-1',
          requestId: 'r-late-secret-1',
          data: { 'late-secret-1': 1, a: 'late-secret-1' },
        }),
        knownSecrets(own),
      );
    expect(JSON.stringify(draft())).toContain('late-secret-1');
    own.secrets.add('late-secret-1');
    expect(JSON.stringify(draft())).not.toContain('late-secret-1');
  });
});

describe('a draft', () => {
  const round: { self?: unknown } = {};
  round.self = round;
  const throwing = Object.defineProperty({ a: 1 }, 'b', {
    enumerable: true,
    get: () => {
      throw new Error('known-secret');
    },
  });
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();

  it.each<[string, object]>([
    ['of a class', new (class Attempt {})()],
    ['with what JSON does not know', { a: 1n, f: () => 1, nan: Number.NaN }],
    ['that says itself how it is written', { toJSON: () => ({ a: 'known-secret' }) }],
    ['that holds itself', round],
    ['that is deep', { a: { b: { c: { d: { e: { f: 'known-secret' } } } } } }],
    ['that is large', { list: new Array(1_000).fill('known-secret') }],
    ['whose getter throws', throwing],
    ['that is a revoked proxy', revoked.proxy],
    ['with a secret beside its name', { name: 'HOME_TOKEN', value: 'abc' }],
    ['with a known secret for a name', { 'known-secret': 1 }],
    ['that is a list', ['known-secret']],
  ])('of data %s is copied', (_, data) => {
    const copy = textOf(data);
    expect(copy).not.toBeInstanceOf(DraftText);
    expect(copy).toEqual({ message: 'm', correlationId: 'c', requestId: undefined, data: redact(data, KNOWN) });
    expect(JSON.stringify((copy as { data: unknown }).data, (_name, value) => String(value))).not.toContain(
      'known-secret',
    );
  });

  it('that has an excepted name at its top is copied, and one that has it below is not', () => {
    expect(textOf({ level: 1 }, 'm', ['level'])).not.toBeInstanceOf(DraftText);
    expect(textOf({ a: { level: 1 } }, 'm', ['level'])).toBeInstanceOf(DraftText);
  });

  it('is a plain object to a redaction that does not know it', () => {
    const draft = new LineDraft(new DraftWriter(new Set()), {
      message: 'm',
      correlationId: 'c',
      requestId: 'r',
      data: {},
    });
    expect({ ...draft }).toEqual({ message: 'm', correlationId: 'c', requestId: 'r', data: {} });
  });
});
