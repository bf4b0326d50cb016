import { runtimeError } from './runtime-errors.ts';

// Taken this way because this file runs in the function's process: the ESM facades cost start-up time there.
const { existsSync } = process.getBuiltinModule('node:fs');
const { basename, dirname, resolve } = process.getBuiltinModule('node:path');
const { pathToFileURL } = process.getBuiltinModule('node:url');

/** What the runtime calls: an event, and facts about the invocation. */
export type FunctionHandler = (event: unknown, context: object) => unknown;

/** In the order in which AWS's runtime client tries them. */
const EXTENSIONS = ['', '.js', '.mjs', '.cjs'] as const;

/**
 * Loads the handler that `_HANDLER` names, for instance `index.handler` or `nested/folder/index.exported.handler`.
 *
 * @param taskRoot absolute path of the unpacked function
 * @throws Error named `Runtime.MalformedHandlerName`, `Runtime.ImportModuleError`, `Runtime.UserCodeSyntaxError`,
 *   `Runtime.HandlerNotFound` or `Runtime.CallbackHandlerDeprecated`; what the module itself throws comes through as it is.
 */
export async function loadHandler(taskRoot: string, handlerName: string): Promise<FunctionHandler> {
  const parts = /^([^.]+)\.(.+)$/.exec(basename(handlerName));
  const [, moduleName, exportPath] = parts ?? [];
  if (moduleName === undefined || exportPath === undefined || handlerName.includes('..')) {
    throw runtimeError('Runtime.MalformedHandlerName', `'${handlerName}' is not of the form module.export`);
  }
  const module = await importModule(resolve(taskRoot, dirname(handlerName), moduleName));
  const handler = find(module, exportPath) ?? find(find(module, 'default'), exportPath);
  if (typeof handler !== 'function') {
    const problem = handler === undefined ? 'undefined or not exported' : 'not a function';
    throw runtimeError('Runtime.HandlerNotFound', `${handlerName} is ${problem}`);
  }
  if (handler.length >= 3) {
    throw runtimeError(
      'Runtime.CallbackHandlerDeprecated',
      `${handlerName} takes a callback, which Lambda no longer calls from Node.js 24 on. Return a promise.`,
    );
  }
  return handler as FunctionHandler;
}

async function importModule(pathWithoutExtension: string): Promise<unknown> {
  const file = EXTENSIONS.map((extension) => pathWithoutExtension + extension).find((path) => existsSync(path));
  if (file === undefined) {
    throw runtimeError('Runtime.ImportModuleError', `Cannot find module '${pathWithoutExtension}'`);
  }
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw runtimeError('Runtime.UserCodeSyntaxError', String(error), error);
    }
    const code = (error as NodeJS.ErrnoException | null)?.code;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') {
      throw runtimeError('Runtime.ImportModuleError', String(error), error);
    }
    throw error;
  }
}

function find(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((nested, key) => {
    return typeof nested === 'object' && nested !== null ? (nested as Record<string, unknown>)[key] : undefined;
  }, value);
}
