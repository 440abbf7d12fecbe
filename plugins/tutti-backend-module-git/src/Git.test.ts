import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TargetError } from '@tutti/engine';
import { Git, gitError } from './Git';

const URL = 'https://git.example.com/acme/deployments.git';
const CANARY = 'Authorization: Basic canary-of-the-account';

describe('Git', () => {
  let folder: string;
  const { PATH } = process.env;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tutti-git-program-'));
    // In the place of Git: writes down what it was told, then fails as it is asked to.
    await writeFile(
      join(folder, 'git'),
      `#!/bin/sh
printf '%s\\n' "$@" > '${folder}/told'
env > '${folder}/environment'
cat > /dev/null
[ "$1" = stall ] && exec sleep 60
echo "fatal: $1 failed" >&2
exit 3
`,
      { mode: 0o755 },
    );
    process.env.PATH = `${folder}:${PATH}`;
    process.env.OTHER_SECRET = 'of-the-backend';
  });

  afterEach(async () => {
    process.env.PATH = PATH;
    delete process.env.OTHER_SECRET;
    await rm(folder, { recursive: true, force: true });
  });

  const run = (args: string[], timeoutMs = 30_000) =>
    new Git(folder, URL)
      .run({ args, header: new Secret(CANARY), timeoutMs })
      .then(
        () => new Error('it succeeded'),
        (error: Error) => error,
      );

  it('tells an account to nobody but the program, and the program nothing else', async () => {
    const error = await run(['push', 'main']);
    expect(error.message).toBe(`Git cannot work with ${URL}: push failed`);
    expect(await readFile(join(folder, 'told'), 'utf8')).toBe('push\nmain\n');
    const environment = await readFile(join(folder, 'environment'), 'utf8');
    expect(environment).toContain(
      '=http.https://git.example.com/.extraHeader\n',
    );
    expect(environment).toContain(`=${CANARY}\n`);
    expect(environment).not.toContain('of-the-backend');
  });

  it('ends one that takes too long', async () => {
    expect(await run(['stall'], 300)).toMatchObject({
      code: 'timeout',
      retryable: true,
    });
  });

  it('says so where there is none', async () => {
    process.env.PATH = join(folder, 'nowhere');
    const error = await run(['push']);
    expect(error.message).toContain('There is no git on the machine');
  });
});

it.each<[string, TargetError['code'], boolean]>([
  [`fatal: Authentication failed for '${URL}'`, 'forbidden', false],
  [
    "fatal: could not read Username for 'https://git.example.com': terminal prompts disabled",
    'forbidden',
    false,
  ],
  [
    `fatal: unable to access '${URL}': The requested URL returned error: 403`,
    'forbidden',
    false,
  ],
  [`fatal: repository '${URL}' not found`, 'notFound', false],
  [
    `fatal: unable to access '${URL}': The requested URL returned error: 429`,
    'throttled',
    true,
  ],
  [
    `fatal: unable to access '${URL}': Could not resolve host: git.example.com`,
    'unavailable',
    true,
  ],
  [
    'error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502',
    'unavailable',
    true,
  ],
  ['fatal: the remote end hung up unexpectedly', 'unavailable', true],
  ['fatal: bad object', 'invalid', false],
])('%s', (said, code, retryable) => {
  expect(gitError(URL, said)).toMatchObject({ code, retryable });
});
