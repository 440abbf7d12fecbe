import { runInNewContext } from 'node:vm';
import { TargetError } from '@tutti/engine';
import { isTransient } from './isTransient';

const withCode = (code: string) => Object.assign(new Error('no'), { code });

it.each<[string, unknown]>([
  ['a refused connection', withCode('ECONNREFUSED')],
  ['a cut connection', withCode('ECONNRESET')],
  ['a database that shuts down', withCode('57P01')],
  ['a deadlock', withCode('40P01')],
  ['too many connections', withCode('53300')],
  ['a busy file', withCode('SQLITE_BUSY_SNAPSHOT')],
  ['a full disk', withCode('SQLITE_FULL')],
  [
    'a full disk, as a native module of another realm says it',
    Object.assign(runInNewContext('new Error("no")'), { code: 'SQLITE_FULL' }),
  ],
  ['an empty pool', new Error('Knex: Timeout acquiring a connection.')],
  [
    'the rollback of a transaction whose connection was cut',
    new Error(
      'ROLLBACK - Client has encountered a connection error and is not queryable',
    ),
  ],
  [
    'a request that found nobody',
    new TypeError('fetch failed', { cause: withCode('ECONNREFUSED') }),
  ],
  [
    'a catalog that is down',
    Object.assign(new Error('no'), { name: 'ResponseError', statusCode: 503 }),
  ],
  ['a busy cluster', new TargetError('busy', 'throttled', true)],
])('%s may be better in a moment', (_what, error) => {
  expect(isTransient(error)).toBe(true);
});

it.each<[string, unknown]>([
  ['a mistake of ours', new TypeError('x is not a function')],
  ['a row that is there', withCode('23505')],
  ['a table that is not', withCode('42P01')],
  ['a wrong request', new TargetError('no', 'invalid', false)],
  [
    'what the catalog refuses',
    Object.assign(new Error('no'), { name: 'ResponseError', statusCode: 403 }),
  ],
  ['no error at all', 'timeout'],
])('%s will not', (_what, error) => {
  expect(isTransient(error)).toBe(false);
});
