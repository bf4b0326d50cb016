// Loads the script beside it with the code that V8 made of it before, as the function's loader does: so that what is by hand
// is measured as the function is.
const { existsSync, readFileSync } = process.getBuiltinModule('node:fs');
const { Script } = process.getBuiltinModule('node:vm');
const filename = `${import.meta.dirname}/script.js`;
const cache = `${import.meta.dirname}/code-cache`;
const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
const script = new Script(readFileSync(filename, 'utf8'), { filename, cachedData });
if (script.cachedDataRejected === true) throw new Error('The code of the script was refused.');
const module: { readonly exports: { handler?: unknown } } = { exports: {} };
(script.runInThisContext() as (exports: object, require: undefined, module: object) => void)(
  module.exports,
  undefined,
  module,
);

export const handler: unknown = module.exports.handler;

/** What V8 has made of the script so far. */
export const codeCache = (): Buffer => script.createCachedData();
