/** The operations interface of a contract's text: its members, each with the docstring above it, if there is one. */
export function operationDocs(text) {
  const [, body] = /export interface \w+Operations \{\n([\s\S]*?)\n\}/.exec(text) ?? [];
  if (body === undefined) return [];
  return [...body.matchAll(/(?:^[ \t]+\/\*\*([\s\S]*?)\*\/\n)?^[ \t]+(\w+)(?:<[^>]*>)?\(/gm)].map(([, doc, name]) => ({
    name,
    doc: doc
      ?.replace(/^\s*\*/gm, '')
      .replace(/\s+/g, ' ')
      .trim(),
  }));
}
