import { mkdir } from 'node:fs/promises';
import { Secret, TargetError } from '@tutti/engine';
import { Git, GitRun } from './Git';

/** A large repository on a slow line; whoever waits for it gives up long before. */
const TRANSFER_MS = 10 * 60_000;
/** A small question; somebody waits for the answer. */
const QUESTION_MS = 30_000;
const LOCAL_MS = 60_000;
/** Parsed by people, so that a diff of hundreds of files stays small: kept by the hash of the blob. */
const MOST_BLOBS = 20_000;

/** One file more, another content, or one file less. */
export type FileChange = { path: string; text: string | undefined };

/** Of a folder: file to blob. */
export type Folder = ReadonlyMap<string, string>;

/** A question to the server, and the one after it that others wait for. */
interface Asking {
  running: Promise<void>;
  next?: Promise<void>;
}

/** What a push came to. `moved`: somebody else was quicker. */
export type Push = 'pushed' | 'moved';

/**
 * A repository, by a bare copy on this machine that holds the newest commits only. Everything that is asked of
 * a commit is answered here; only `tips` and `push` go to the server.
 */
export class Repository {
  readonly #git: Git;
  readonly #blobs = new Map<string, string>();
  #begun: Promise<void> | undefined;
  #asking: Asking | undefined;
  readonly #wanted = new Set<string>();
  /** Commits that are known to be at hand. */
  readonly #here = new Set<string>();
  readonly #tips = new Map<string, string>();

  constructor(
    readonly url: string,
    private readonly options: {
      folder: string;
      signIn(url: string): Promise<Secret | undefined>;
      author: { name: string; email: string };
      now(): number;
    },
  ) {
    this.#git = new Git(options.folder, url);
  }

  /**
   * The newest commits of branches as the server has them now; without an entry where there is no such branch.
   * Whoever asks while somebody is asking shares the next question.
   *
   * @throws TargetError
   */
  async tips(branches: string[]): Promise<ReadonlyMap<string, string>> {
    branches.forEach(branch => this.#wanted.add(branch));
    const asking = this.#asking;
    if (!asking) {
      await this.#ask();
    } else {
      // What it answers may be older than this question.
      asking.next ??= asking.running.then(
        () => this.#ask(),
        () => this.#ask(),
      );
      await asking.next;
    }
    return new Map(
      branches.flatMap(branch => {
        const tip = this.#tips.get(branch);
        return tip === undefined ? [] : [[branch, tip]];
      }),
    );
  }

  /** All branches there are: none in a repository that was just made. */
  async branches(): Promise<string[]> {
    const lines = await this.#remote(['ls-remote', '--heads', '--', this.url]);
    return lines
      .split('\n')
      .flatMap(line => line.split('\trefs/heads/')[1] ?? [])
      .sort();
  }

  /** The files of a folder; those of folders in it are not among them. */
  async folder(commit: string | undefined, path: string): Promise<Folder> {
    if (commit === undefined) return new Map();
    const listed = await this.#local({
      args: ['ls-tree', '-z', '--full-tree', commit, '--', `${path}/`],
    });
    return new Map(
      listed.split('\0').flatMap(line => {
        const [, blob, name] =
          /^100\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
        return blob === undefined
          ? []
          : [[name.slice(path.length + 1), blob] as const];
      }),
    );
  }

  /** The hash of a folder with all that is in it; undefined where it is not there, or the commit is not known. */
  async treeOf(commit: string, path: string): Promise<string | undefined> {
    const { code, stdout } = await this.#run({
      args: ['rev-parse', '--quiet', '--verify', `${commit}:${path}`],
      also: [1, 128],
    });
    return code === 0 ? stdout.toString('utf8').trim() : undefined;
  }

  /** Whether a commit is at hand; one that is not is asked for. */
  async has(commit: string): Promise<boolean> {
    if (await this.#isHere(commit)) return true;
    try {
      await this.#remote(['fetch', '-q', '--depth=1', '--', this.url, commit]);
      return true;
    } catch (error) {
      if (error instanceof TargetError && !error.retryable) return false;
      throw error;
    }
  }

  async texts(blobs: Iterable<string>): Promise<ReadonlyMap<string, string>> {
    const wanted = [...new Set(blobs)];
    const missing = wanted.filter(blob => !this.#blobs.has(blob));
    if (missing.length > 0) {
      const { stdout } = await this.#run({
        args: ['cat-file', '--batch'],
        input: missing.map(blob => `${blob}\n`).join(''),
      });
      if (this.#blobs.size + missing.length > MOST_BLOBS) this.#blobs.clear();
      for (const [blob, text] of batchOf(stdout)) this.#blobs.set(blob, text);
    }
    return new Map(wanted.map(blob => [blob, this.#blobs.get(blob) ?? '']));
  }

  /**
   * Makes a commit, here only, for a branch at which nobody else makes one at the same time.
   *
   * @returns undefined where nothing is changed by it
   */
  async commit(
    branch: string,
    parent: string | undefined,
    changes: FileChange[],
    message: string,
  ): Promise<string | undefined> {
    const { name, email } = this.options.author;
    const who = `${name} <${email}> ${Math.floor(
      this.options.now() / 1000,
    )} +0000`;
    const said = await this.#local({
      args: ['fast-import', '--quiet', '--force', '--done'],
      input: [
        `commit refs/tutti/made/${branch}\nmark :1\n`,
        `author ${who}\ncommitter ${who}\n`,
        data(message),
        parent === undefined ? '' : `from ${parent}\n`,
        ...changes.map(({ path, text }) =>
          text === undefined
            ? `D ${quoted(path)}\n`
            : `M 100644 inline ${quoted(path)}\n${data(text)}`,
        ),
        '\nget-mark :1\nls :1 ""\n',
        parent === undefined ? '' : `ls ${parent} ""\n`,
        'done\n',
      ].join(''),
    });
    const [commit, tree, before] = said.split('\n').map(line => line.trim());
    this.#here.add(commit);
    return tree === before ? undefined : commit;
  }

  /**
   * Makes a commit the newest of a branch if the branch is still where it was expected: the server compares
   * and sets, so that one that arrives late finds another commit there and changes nothing.
   *
   * @throws TargetError
   */
  async push(
    commit: string,
    branch: string,
    expected: string | undefined,
    call: { signal: AbortSignal; timeoutMs: number },
  ): Promise<Push> {
    const { code, stdout, stderr } = await this.#run({
      args: [
        'push',
        '--porcelain',
        `--force-with-lease=refs/heads/${branch}:${expected ?? ''}`,
        '--',
        this.url,
        `${commit}:refs/heads/${branch}`,
      ],
      header: await this.options.signIn(this.url),
      also: [1],
      ...call,
    });
    if (code === 0) return 'pushed';
    const refusal = /^!\t[^\t]*\t\[([^\]]*)\](?: \((.*)\))?/m.exec(
      stdout.toString('utf8'),
    );
    const [, how = '', why = ''] = refusal ?? [];
    if (
      how === 'rejected' ||
      /cannot lock ref|failed to update ref|incorrect old value|already exists|fetch first/.test(
        why,
      )
    ) {
      return 'moved';
    }
    const said = stderr
      .split('\n')
      .flatMap(line => /^remote:\s*(\S.*)/.exec(line)?.[1] ?? [])
      .map(line => line.trim())
      .slice(0, 3)
      .join('; ');
    throw new TargetError(
      `${this.url} does not take what is pushed to ${branch}: ${
        [why, said].filter(Boolean).join('; ').slice(0, 500) ||
        'it does not say why'
      }`,
      'forbidden',
      false,
    );
  }

  /** One question for everybody: where branches are, then the commits that are not at hand. */
  #ask(): Promise<void> {
    const asking: Asking = {
      running: this.#askNow(),
    };
    this.#asking = asking;
    const over = () => {
      if (this.#asking === asking && !asking.next) this.#asking = undefined;
    };
    asking.running.then(over, over);
    return asking.running;
  }

  async #askNow(): Promise<void> {
    const branches = [...this.#wanted];
    this.#wanted.clear();
    const lines = await this.#remote([
      'ls-remote',
      '--',
      this.url,
      ...branches.map(branch => `refs/heads/${branch}`),
    ]);
    const there = new Map(
      lines.split('\n').flatMap(line => {
        const [commit, ref] = line.split('\t');
        return ref ? [[ref.slice('refs/heads/'.length), commit] as const] : [];
      }),
    );
    const missing: string[] = [];
    for (const [branch, commit] of there) {
      if (!(await this.#isHere(commit))) missing.push(branch);
    }
    if (missing.length > 0) {
      await this.#remote([
        'fetch',
        '-q',
        '--depth=1',
        '--no-tags',
        '--',
        this.url,
        ...missing.map(branch => `+refs/heads/${branch}:${tipRef(branch)}`),
      ]);
    }
    for (const branch of branches) {
      const commit = there.get(branch);
      if (commit === undefined) {
        this.#tips.delete(branch);
      } else if (missing.includes(branch)) {
        // It may have moved on since it was listed.
        this.#tips.set(
          branch,
          await this.#local({ args: ['rev-parse', tipRef(branch)] }),
        );
      } else {
        this.#tips.set(branch, commit);
      }
    }
  }

  async #isHere(commit: string): Promise<boolean> {
    if (this.#here.has(commit)) return true;
    const { code } = await this.#run({
      args: ['cat-file', '-e', `${commit}^{commit}`],
      also: [1, 128],
    });
    if (code === 0) this.#here.add(commit);
    return code === 0;
  }

  async #remote(args: string[]): Promise<string> {
    const timeoutMs = args[0] === 'fetch' ? TRANSFER_MS : QUESTION_MS;
    const { stdout } = await this.#run({
      args,
      header: await this.options.signIn(this.url),
      timeoutMs,
    });
    return stdout.toString('utf8').trim();
  }

  async #local(order: Omit<GitRun, 'timeoutMs'>): Promise<string> {
    return (await this.#run(order)).stdout.toString('utf8').trim();
  }

  async #run(order: Omit<GitRun, 'timeoutMs'> & { timeoutMs?: number }) {
    await this.#ready();
    return this.#git.run({ timeoutMs: LOCAL_MS, ...order });
  }

  #ready(): Promise<void> {
    this.#begun ??= this.#begin().catch(error => {
      this.#begun = undefined;
      throw error;
    });
    return this.#begun;
  }

  async #begin(): Promise<void> {
    await mkdir(this.options.folder, { recursive: true, mode: 0o700 });
    await this.#git.run({
      args: ['init', '-q', '--bare', '.'],
      timeoutMs: LOCAL_MS,
    });
  }
}

function tipRef(branch: string): string {
  return `refs/tutti/tips/${branch}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/** As fast-import reads paths. */
function quoted(path: string): string {
  return `"${path.replace(/[\\"]/g, '\\$&')}"`;
}

/** `<blob> blob <size>\n<content>\n`, again and again. */
function* batchOf(answer: Buffer): Generator<[blob: string, text: string]> {
  let at = 0;
  while (at < answer.length) {
    const end = answer.indexOf('\n', at);
    const [blob, kind, size] = answer.toString('utf8', at, end).split(' ');
    at = end + 1;
    if (kind === 'missing') continue;
    yield [blob, answer.toString('utf8', at, at + Number(size))];
    at += Number(size) + 1;
  }
}
