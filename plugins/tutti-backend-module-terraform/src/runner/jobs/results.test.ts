import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import express from 'express';
import { JobRecord, MemoryJobRecords } from './JobRecords';
import { parseResults } from './results';
import { resultsPath, resultsRouter } from './resultsRouter';
import { hashOf } from './token';

describe('results of a pod', () => {
  it('are codes, files as they are, and whether it was asked to stop', () => {
    const bytes = Buffer.from([0, 10, 13, 255]);
    expect(
      parseResults(
        Buffer.concat([
          Buffer.from('code 0\ncode 2\nstopped\nfile 4 a b/c\n'),
          bytes,
          Buffer.from('file 0 empty\n'),
        ]),
      ),
    ).toEqual({
      codes: '0\n2\n',
      stopped: true,
      files: { 'a b/c': bytes, empty: Buffer.alloc(0) },
    });
    expect(parseResults(Buffer.alloc(0))).toEqual({
      codes: '',
      stopped: false,
      files: {},
    });
  });

  it.each(['code', 'code 1', 'file 5 a\nfour', 'file -1 a\n', 'other\n'])(
    'are refused as %j',
    text => {
      expect(() => parseResults(Buffer.from(text))).toThrow('results');
    },
  );
});

describe('where pods hand results back', () => {
  const record: JobRecord = {
    cluster: 'c',
    namespace: 'n',
    name: 'job-1',
    accepts: [[0]],
  };
  let server: Server;
  let records: MemoryJobRecords;
  let url: string;

  beforeEach(async () => {
    records = new MemoryJobRecords();
    server = createServer(express().use(resultsRouter(records)));
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    // Sockets of the test, an address by construction.
    const { port } = server.address() as AddressInfo;
    url = `http://127.0.0.1:${port}`;
    const token = (text: string, lifetimeMs = 60_000) => ({
      hash: hashOf(text),
      lifetimeMs,
    });
    await records.put('one', record, token('token-1'));
    await records.put('two', { ...record, name: 'job-2' }, token('token-2'));
    await records.put('old', { ...record, name: 'job-3' }, token('token-3', 0));
  });
  afterEach(() => server.close());

  const post = async (name: string, token?: string, body = 'code 0\n') => {
    const answer = await fetch(url + resultsPath(name), {
      method: 'POST',
      body,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    return answer.status;
  };

  it('are kept of the pod that has the token of its operation', async () => {
    expect(await post('job-1', 'token-1')).toBe(204);
    expect((await records.find('one'))?.results).toMatchObject({
      codes: '0\n',
    });
  });

  it.each([
    ['no token', 'job-1', undefined],
    ['the token of another operation', 'job-1', 'token-2'],
    ['a wrong token', 'job-1', 'token'],
    ['no such work', 'job-9', 'token-1'],
    ['a token whose time is over', 'job-3', 'token-3'],
  ])('are nowhere for %s', async (_, name, token) => {
    expect(await post(name, token)).toBe(404);
    for (const id of ['one', 'two', 'old']) {
      expect((await records.find(id))?.results).toBeUndefined();
    }
  });

  it('are kept once', async () => {
    await post('job-1', 'token-1', 'code 0\n');
    expect(await post('job-1', 'token-1', 'code 1\n')).toBe(204);
    expect((await records.find('one'))?.results?.codes).toBe('0\n');
  });
});
