import { spawn } from 'child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { JsonObject, numberAt, objectsAt, textAt } from './json';
import { startSandbox } from './sandbox';
import { clientOf } from './testing/client';
import { deployment, paths } from './testing/manifests';

let data: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'tutti-sandbox-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const map = (name: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
});

async function names(url: string): Promise<(string | undefined)[]> {
  const { body } = await clientOf(url).get(paths.configMaps);
  return objectsAt(body, 'items').map(item => textAt(item, 'metadata', 'name'));
}

async function during<T>(use: (url: string) => Promise<T>): Promise<T> {
  const sandbox = await startSandbox({ data, pace: 0 });
  try {
    return await use(sandbox.url);
  } finally {
    await sandbox.close();
  }
}

describe('a sandbox with a folder', () => {
  it('has its objects again after a restart, versions going on', async () => {
    const before = await during(async url => {
      const api = clientOf(url);
      await api.create(paths.configMaps, map('gone'));
      await api.remove(`${paths.configMaps}/gone`);
      return (await api.create(paths.configMaps, map('kept'))).body;
    });
    await during(async url => {
      const api = clientOf(url);
      expect((await api.get(`${paths.configMaps}/kept`)).body).toEqual(before);
      expect((await api.get(`${paths.configMaps}/gone`)).status).toBe(404);
      const after = (await api.create(paths.configMaps, map('new'))).body;
      expect(
        Number(textAt(after, 'metadata', 'resourceVersion')),
      ).toBeGreaterThan(Number(textAt(before, 'metadata', 'resourceVersion')));
    });
  });

  it('goes on with what was under way', async () => {
    await during(url =>
      clientOf(url).create(paths.deployments, deployment('web:1')),
    );
    await during(async url => {
      const deadline = Date.now() + 5000;
      let ready = 0;
      while (ready === 0 && Date.now() < deadline) {
        const { body } = await clientOf(url).get(`${paths.deployments}/web`);
        ready = numberAt(body, 'status', 'readyReplicas') ?? 0;
      }
      expect(ready).toBe(1);
    });
  });

  it('knows kinds again that it learned or that were defined', async () => {
    const path = '/apis/lab.example.com/v1/namespaces/default/workspaces';
    const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    await during(async url => {
      const api = clientOf(url);
      await api.apply(`${path}/mine`, {
        apiVersion: 'lab.example.com/v1',
        kind: 'Workspace',
        metadata: { name: 'mine' },
      });
      await api.create(crds, {
        metadata: { name: 'gadgets.lab.example.org' },
        spec: {
          group: 'lab.example.org',
          names: { kind: 'Gadget', plural: 'gadgets' },
          scope: 'Cluster',
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: { openAPIV3Schema: { type: 'object' } },
            },
          ],
        },
      });
    });
    await during(async url => {
      const api = clientOf(url);
      expect((await api.get(`${path}/mine`)).status).toBe(200);
      expect((await api.get('/apis/lab.example.org/v1/gadgets')).status).toBe(
        200,
      );
    });
  });

  it('is readable by its owner only', async () => {
    await during(url =>
      clientOf(url).create(paths.secrets, { metadata: { name: 's' } }),
    );
    expect(statSync(data).mode.toString(8).slice(-3)).toBe('700');
    expect(
      statSync(join(data, 'snapshot.json')).mode.toString(8).slice(-3),
    ).toBe('600');
  });

  it('does not mind half a line at the end, as a crash leaves it', async () => {
    await during(url => clientOf(url).create(paths.configMaps, map('kept')));
    appendFileSync(join(data, 'journal.jsonl'), '{"type":"ADDED","ki');
    expect(await during(names)).toContain('kept');
  });

  it('refuses files that are damaged, saying where', async () => {
    await during(url => clientOf(url).create(paths.configMaps, map('kept')));
    writeFileSync(join(data, 'journal.jsonl'), 'nonsense\n');
    await expect(startSandbox({ data })).rejects.toThrow(
      /journal\.jsonl, line 1/,
    );
    writeFileSync(join(data, 'journal.jsonl'), '');
    expect(await during(names)).toContain('kept');
  });

  it('is not shared', async () => {
    const first = await startSandbox({ data });
    await expect(startSandbox({ data })).rejects.toThrow('in use');
    await first.close();
    const second = await startSandbox({ data });
    await second.close();
  });

  it('takes over what a dead process held', async () => {
    writeFileSync(join(data, 'lock'), '999999999');
    expect(await during(names)).toContain('kube-root-ca.crt');
  });

  it('is free again when the port was not', async () => {
    const other = await startSandbox();
    const port = Number(new URL(other.url).port);
    await expect(startSandbox({ data, port })).rejects.toThrow('EADDRINUSE');
    await other.close();
    expect(existsSync(join(data, 'lock'))).toBe(false);
  });
});

describe('the program', () => {
  const program = join(__dirname, '../bin/tutti-sandbox');

  function run(args: string[]) {
    const child = spawn(process.execPath, [program, '--port', '0', ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let output = '';
    const line = new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('\n')) resolve(output.split('\n')[0]);
      });
      child.once('exit', code => reject(new Error(`ended with ${code}`)));
    });
    const ended = new Promise<number | null>(resolve => {
      child.once('exit', code => resolve(code));
    });
    return { child, line, ended, output: () => output };
  }

  const urlIn = (line: string) => /http:\/\/[\d.]+:\d+/.exec(line)?.[0] ?? '';

  it('says where it is and what it is, in one line, and ends well on SIGTERM', async () => {
    const { child, line, ended, output } = run([]);
    expect(await line).toMatch(
      /^tutti-sandbox: http:\/\/127\.0\.0\.1:\d+ \(simulation/,
    );
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(output().split('\n')).toHaveLength(2);
  }, 20_000);

  it('ends when its parent lets go of the pipe', async () => {
    const { child, line, ended } = run(['--parent-pipe']);
    await line;
    child.stdin.end();
    expect(await ended).toBe(0);
  }, 20_000);

  it('loses nothing that it acknowledged when it is killed', async () => {
    const { child, line, ended } = run(['--data', data]);
    const url = urlIn(await line);
    const acknowledged: string[] = [];
    const writing = (async () => {
      for (let index = 0; ; index += 1) {
        const { status } = await clientOf(url).create(
          paths.configMaps,
          map(`m-${index}`),
        );
        if (status === 201) acknowledged.push(`m-${index}`);
        if (index === 50) child.kill('SIGKILL');
      }
    })();
    await expect(writing).rejects.toThrow();
    await ended;
    expect(acknowledged.length).toBeGreaterThanOrEqual(50);
    expect(readFileSync(join(data, 'lock'), 'utf8')).toBe(String(child.pid));
    expect(await during(names)).toEqual(expect.arrayContaining(acknowledged));
  }, 20_000);

  it.each([
    [['--port', 'x'], '--port needs a number'],
    [['--surprise'], "Unknown option '--surprise'"],
  ])(
    'refuses %j',
    async (args, message) => {
      const child = spawn(process.execPath, [program, ...args], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let text = '';
      child.stderr.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      const code = await new Promise<number | null>(resolve => {
        child.once('close', resolve);
      });
      expect(code).toBe(1);
      expect(text).toContain(message);
    },
    20_000,
  );
});
