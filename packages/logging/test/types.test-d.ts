import { describe, expectTypeOf, it } from 'vitest';
import {
  createLoggingGateway,
  genericLoggingOperation,
  type LogEntry,
  LoggingOperation,
  type LoggingStatus,
  type LogMessageParams,
} from '../src/index.ts';

const { execute, operations } = createLoggingGateway();

describe('the types of logging', () => {
  it('follow from the name of the operation', () => {
    expectTypeOf(operations.info).parameters.toEqualTypeOf<[params: LogMessageParams]>();
    expectTypeOf(operations.flush()).toEqualTypeOf<Promise<void>>();
    expectTypeOf(operations.getEntries()).toEqualTypeOf<readonly LogEntry[]>();
    const response = execute(LoggingOperation.GET_STATUS);
    if (response.success) expectTypeOf(response.data).toEqualTypeOf<LoggingStatus>();
    genericLoggingOperation(LoggingOperation.LOG, { level: 'warning', message: 'm', data: { any: 1 } });
  });

  it('pass on what a function answers', () => {
    expectTypeOf(operations.withContext({ fields: {}, run: () => 5 })).toEqualTypeOf<number>();
    expectTypeOf(operations.withContext({ fields: {}, run: async () => 'x' })).toEqualTypeOf<Promise<string>>();
    const response = execute(LoggingOperation.EXPORT_ENTRIES, { format: 'csv', gateway: 'cache' });
    if (response.success) expectTypeOf(response.data).toEqualTypeOf<string>();
  });

  it('refuse what does not fit', () => {
    // @ts-expect-error there is no such operation
    execute('shout', { message: 'm' });
    // @ts-expect-error pino's name is not a level here
    operations.log({ level: 'fatal', message: 'm' });
    // @ts-expect-error a message is needed
    operations.info({ data: {} });
    // @ts-expect-error a document is an object
    genericLoggingOperation(LoggingOperation.WRITE_DOCUMENT, { document: 'text' });
    // @ts-expect-error there are two scopes
    operations.bindContext({ fields: {}, scope: 'request' });
    // @ts-expect-error the matrix has no cell from logging to http-client
    createLoggingGateway({}, { peers: { 'http-client': {} } });
  });
});
