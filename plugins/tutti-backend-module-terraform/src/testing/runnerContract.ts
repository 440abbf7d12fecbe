import { randomUUID } from 'node:crypto';
import { Runner, RunnerCommand, RunnerWork } from '../runner';

/** A runner to be tested, whose tool is `pretendedTool`. */
export interface RunnerSubject {
  runner: Runner;
  /** The same runner in a backend that was begun later, or in another one beside it. */
  another(): Runner;
  /**
   * Everything that others than the work could read of it: files, argument lists, objects of a cluster
   * (Secrets left out). Asked while it runs.
   */
  traces(operationId: string): Promise<string>;
}

const CANARY = 'canary-of-the-environment';
/** Says that it is there, and stops gently, with something to keep. */
const GENTLE = `trap 'echo stopping; echo saved >errored.tfstate; exit 1' TERM
  echo "up $$"; while :; do sleep 0.05; done`;
/** Does not listen. */
const DEAF = `trap '' INT TERM; echo up; while :; do sleep 0.05; done`;

const run = (text: string, more: Partial<RunnerCommand> = {}) => ({
  args: ['run', text],
  ...more,
});

function workOf(
  commands: RunnerCommand[],
  more: Partial<RunnerWork> = {},
): RunnerWork {
  return {
    operationId: randomUUID(),
    files: {},
    env: {},
    keep: [],
    ...more,
    commands,
  };
}

/** A call, with what was said and a way to wait for a line. */
function listen() {
  const lines: string[] = [];
  const stop = new AbortController();
  const waiting: { pattern: RegExp; tell(line: string): void }[] = [];
  return {
    lines,
    stop: () => stop.abort(),
    call: {
      signal: stop.signal,
      log(line: string) {
        lines.push(line);
        waiting
          .filter(({ pattern }) => pattern.test(line))
          .forEach(({ tell }) => tell(line));
      },
    },
    until: (pattern: RegExp) =>
      new Promise<string>(resolve => {
        const found = lines.find(line => pattern.test(line));
        if (found !== undefined) resolve(found);
        else waiting.push({ pattern, tell: resolve });
      }),
  };
}

const text = (files: Record<string, Buffer>) =>
  Object.fromEntries(
    Object.entries(files).map(([path, content]) => [path, content.toString()]),
  );

/** What the driver relies on of each runner; call it in a `describe`. */
export function runnerContract(subject: () => RunnerSubject): void {
  it('runs the commands one after the other in one folder', async () => {
    const told = listen();
    const end = await subject().runner.run(
      workOf(
        [
          run('echo first; cat main.tf modules/a/main.tf >both'),
          run('echo second; cat both; echo on the other stream >&2'),
        ],
        { files: { 'main.tf': 'root\n', 'modules/a/main.tf': 'module\n' } },
      ),
      told.call,
    );
    expect(end).toEqual({ outcome: 'done', codes: [0, 0], files: {} });
    expect(told.lines).toEqual([
      'first',
      'second',
      'root',
      'module',
      'on the other stream',
    ]);
  });

  it('ends with the first command that fails, and still hands files back', async () => {
    const told = listen();
    const end = await subject().runner.run(
      workOf(
        [run('echo state >errored.tfstate'), run('exit 3'), run('echo never')],
        { keep: ['errored.tfstate', 'absent'] },
      ),
      told.call,
    );
    expect(end).toMatchObject({ outcome: 'failed', codes: [0, 3] });
    expect(text(end.files)).toEqual({ 'errored.tfstate': 'state\n' });
    expect(told.lines).toEqual([]);
  });

  it('goes on after a code that the command accepts', async () => {
    expect(
      await subject().runner.run(
        workOf([run('exit 2', { accepts: [0, 2] }), run('exit 0')]),
        listen().call,
      ),
    ).toMatchObject({ outcome: 'done', codes: [2, 0] });
  });

  it('tells no code of a command that a signal ended', async () => {
    expect(
      await subject().runner.run(
        workOf([run('exit 0'), run('kill -9 $$')]),
        listen().call,
      ),
    ).toMatchObject({ outcome: 'failed', codes: [0] });
  });

  it('keeps what a command prints out of the log where it has a file', async () => {
    const told = listen();
    const end = await subject().runner.run(
      workOf(
        [run(`echo ${CANARY}; echo said >&2`, { stdoutFile: 'o/p.json' })],
        {
          keep: ['o/p.json'],
        },
      ),
      told.call,
    );
    expect(text(end.files)).toEqual({ 'o/p.json': `${CANARY}\n` });
    expect(told.lines).toEqual(['said']);
  });

  it('takes and hands back bytes as they are', async () => {
    const bytes = Buffer.from(
      Array.from({ length: 70_000 }, (_, i) => i % 256),
    );
    const end = await subject().runner.run(
      workOf([run('cat plan.tfplan >copy')], {
        files: { 'plan.tfplan': bytes },
        keep: ['copy'],
      }),
      listen().call,
    );
    expect(end.files.copy.equals(bytes)).toBe(true);
  });

  it('passes each argument as it is', async () => {
    const told = listen();
    const odd = `it's "$HOME" \`id\` $(id) \\ * é`;
    await subject().runner.run(
      workOf([{ args: ['run', 'echo "$0"', odd] }, { args: [odd] }]),
      told.call,
    );
    expect(told.lines.at(-1)).toBe(`pretended-tofu: no ${odd}`);
  });

  it.each(['/etc/passwd', '../outside', 'a/../../b', '', 'a//b', 'a\nb'])(
    'refuses the path %j',
    async path => {
      const { runner } = subject();
      for (const work of [
        workOf([run('true')], { files: { [path]: '' } }),
        workOf([run('true')], { keep: [path] }),
        workOf([run('true', { stdoutFile: path })]),
      ]) {
        await expect(runner.run(work, listen().call)).rejects.toThrow(
          'does not lie in the folder of the work',
        );
      }
    },
  );

  it('refuses names of the environment that a shell would drop', async () => {
    await expect(
      subject().runner.run(
        workOf([run('true')], { env: { 'TF_VAR_a-b': CANARY } }),
        listen().call,
      ),
    ).rejects.toThrow('"TF_VAR_a-b" cannot be a name in the environment');
  });

  it('gives the tool the environment of the work, and nothing of the backend', async () => {
    process.env.TUTTI_TEST_INHERITED = CANARY;
    const told = listen();
    try {
      await subject().runner.run(
        workOf([run('echo "$TOKEN"; env')], { env: { TOKEN: 'of the work' } }),
        told.call,
      );
    } finally {
      delete process.env.TUTTI_TEST_INHERITED;
    }
    expect(told.lines[0]).toBe('of the work');
    expect(told.lines).toEqual(
      expect.arrayContaining([
        'TF_IN_AUTOMATION=1',
        'TF_INPUT=0',
        'CHECKPOINT_DISABLE=1',
        expect.stringMatching(/^TF_CLI_CONFIG_FILE=/),
      ]),
    );
    expect(told.lines.join('\n')).not.toContain(CANARY);
  });

  it('leaves secrets of the environment nowhere', async () => {
    const told = listen();
    const work = workOf([run(GENTLE)], {
      env: { TF_VAR_password: `${CANARY}\nwith 'two' lines` },
    });
    const end = subject().runner.run(work, told.call);
    await told.until(/^up/);
    const traces = await subject().traces(work.operationId);
    // Otherwise this test would look at nothing.
    expect(traces).toContain('errored.tfstate');
    expect(traces).not.toContain(CANARY);
    told.stop();
    await end;
    expect(await subject().traces(work.operationId)).not.toContain(CANARY);
  });

  it('has files with secrets for the tool alone, and only as long as it runs', async () => {
    const told = listen();
    const work = workOf(
      [run('stat -c %a s/token; cat s/token'), run('exit 3')],
      {
        secretFiles: { 's/token': `${CANARY}\n` },
      },
    );
    const end = await subject().runner.run(work, told.call);
    expect(end).toMatchObject({ outcome: 'failed', codes: [0, 3] });
    expect(told.lines).toEqual(['600', CANARY]);
  });

  it('stops gently, keeps what the tool saved, and begins nothing more', async () => {
    const told = listen();
    const end = subject().runner.run(
      workOf([run(GENTLE), run('echo never')], { keep: ['errored.tfstate'] }),
      told.call,
    );
    await told.until(/^up/);
    told.stop();
    expect(await end).toEqual({
      outcome: 'stopped',
      codes: [1],
      files: { 'errored.tfstate': Buffer.from('saved\n') },
    });
    expect(told.lines).toContain('stopping');
    expect(told.lines).not.toContain('never');
  });

  it('ends by force what does not listen', async () => {
    const told = listen();
    const end = subject().runner.run(workOf([run(DEAF)]), told.call);
    await told.until(/^up/);
    told.stop();
    expect(await end).toMatchObject({ outcome: 'stopped', codes: [] });
  });

  it('begins nothing when it is stopped before', async () => {
    const work = workOf([run('echo up')]);
    const told = listen();
    told.stop();
    expect(await subject().runner.run(work, told.call)).toMatchObject({
      outcome: 'stopped',
      codes: [],
    });
    expect(told.lines).toEqual([]);
    expect(await subject().runner.recover(work.operationId)).toEqual({
      state: 'notStarted',
    });
  });

  it('begins a work once, whoever asks', async () => {
    const { runner } = subject();
    const work = workOf([run(GENTLE)]);
    const [first, second] = [listen(), listen()];
    const ends = [runner.run(work, first.call), runner.run(work, second.call)];
    const ups = await Promise.all([first.until(/^up/), second.until(/^up/)]);
    expect(ups[0]).toBe(ups[1]);
    first.stop();
    for (const end of await Promise.all(ends)) {
      expect(end).toMatchObject({ outcome: 'stopped', codes: [1] });
    }
  });

  it('is gone on with by another backend, which hears it from the begin', async () => {
    const work = workOf([run(GENTLE)], { keep: ['errored.tfstate'] });
    const told = listen();
    const end = subject().runner.run(work, told.call);
    const up = await told.until(/^up/);
    const another = subject().another();
    expect(await another.recover(work.operationId)).toEqual({
      state: 'running',
    });
    const later = listen();
    const laterEnd = another.run(work, later.call);
    expect(await later.until(/^up/)).toBe(up);
    later.stop();
    expect(await laterEnd).toEqual(await end);
    expect(await laterEnd).toMatchObject({
      outcome: 'stopped',
      files: { 'errored.tfstate': Buffer.from('saved\n') },
    });
  });

  it('tells another backend how it ended, until it is forgotten', async () => {
    const { runner, another } = subject();
    const work = workOf([run('echo said; echo kept >out; exit 4')], {
      keep: ['out'],
    });
    const end = await runner.run(work, listen().call);
    expect(end).toMatchObject({ outcome: 'failed', codes: [4] });
    expect(await another().recover(work.operationId)).toEqual({
      state: 'finished',
      end,
    });
    const told = listen();
    expect(await another().run(work, told.call)).toEqual(end);
    expect(told.lines).toEqual(['said']);
    await another().forget(work.operationId);
    await another().forget(work.operationId);
    expect(await runner.recover(work.operationId)).toEqual({
      state: 'notStarted',
    });
  });

  it('knows nothing of what was never begun', async () => {
    expect(await subject().runner.recover(randomUUID())).toEqual({
      state: 'notStarted',
    });
  });

  it('tells much output whole, and cuts a line without an end', async () => {
    let count = 0;
    let longest = 0;
    await subject().runner.run(
      workOf([
        run(
          `i=0; while [ $i -lt 300 ]; do i=$((i+1)); printf 'line %s\\n%s' $i '${'ü'.repeat(
            500,
          )}
'; done; head -c 1000000 /dev/zero | tr '\\0' x`,
        ),
      ]),
      {
        signal: new AbortController().signal,
        log(line) {
          count += 1;
          longest = Math.max(longest, line.length);
        },
      },
    );
    expect(count).toBe(600 + Math.ceil(1_000_000 / (64 * 1024)));
    expect(longest).toBe(64 * 1024);
  });
}
