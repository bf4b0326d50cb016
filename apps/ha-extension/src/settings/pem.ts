const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g;

/** One block of PEM text. */
export interface PemBlock {
  /** `CERTIFICATE`, `PRIVATE KEY`, `RSA PRIVATE KEY`, ... */
  readonly label: string;
  readonly text: string;
}

/**
 * The blocks of PEM text as TLS takes them. A field for one line, such as that of a console, joins their lines or leaves
 * `\n` between them, and TLS passes over what it cannot read without a word.
 */
export function pemBlocks(text: string): readonly PemBlock[] {
  return [...text.matchAll(BLOCK)].map(([, label = '', body = '']) => {
    const plain = body.replaceAll(/\\[rn]/g, '\n');
    // Old encrypted keys begin with headers, which are lines of their own.
    const headers = [...plain.matchAll(/^[ \t]*([A-Za-z-]+: .+?)[ \t]*$/gm)].map(([, header = '']) => header);
    const lines =
      plain
        .replaceAll(/^[ \t]*[A-Za-z-]+: .+$/gm, '')
        .replaceAll(/\s/g, '')
        .match(/.{1,64}/g) ?? [];
    const head = headers.length > 0 ? [...headers, ''] : [];
    return { label, text: [`-----BEGIN ${label}-----`, ...head, ...lines, `-----END ${label}-----`, ''].join('\n') };
  });
}
