import { spawn } from 'node:child_process';
import { Secret, TargetError } from '@tutti/engine';

/** Of the backend's environment; everything else of the machine's Git stays out. */
const PASSED_ON = [
  'PATH',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
];

const SETTINGS: [key: string, value: string][] = [
  // Within the process that it belongs to: nothing of ours outlives the backend.
  ['gc.autoDetach', 'false'],
  ['maintenance.autoDetach', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.quotePath', 'false'],
  ['protocol.version', '2'],
  ['advice.pushUpdateRejected', 'false'],
];

export interface GitRun {
  args: string[];
  input?: string;
  /** Whoever goes to a server is known there by this header. */
  header?: Secret;
  signal?: AbortSignal;
  timeoutMs: number;
  /** Exit codes beside 0 that say something; what was said is given back. */
  also?: number[];
}

export interface GitAnswer {
  code: number;
  stdout: Buffer;
  stderr: string;
}

/**
 * Runs Git in one bare repository. It is a program of its own, so that a large repository takes no time and no
 * memory of the backend. Who signs in goes through the environment, which only the same user can read, never
 * through a command line.
 */
export class Git {
  constructor(
    private readonly folder: string,
    /** For messages. */ private readonly url: string,
  ) {}

  /** @throws TargetError with Git's own last words */
  async run(order: GitRun): Promise<GitAnswer> {
    const answer = await this.#spawn(order);
    if (answer.code === 0 || order.also?.includes(answer.code)) {
      return answer;
    }
    throw gitError(this.url, answer.stderr);
  }

  async text(order: GitRun): Promise<string> {
    const { stdout } = await this.run(order);
    return stdout.toString('utf8').trim();
  }

  #spawn({
    args,
    input,
    header,
    signal,
    timeoutMs,
  }: GitRun): Promise<GitAnswer> {
    return new Promise((resolve, reject) => {
      const child = spawn('git', args, {
        cwd: this.folder,
        env: environment(this.folder, this.url, header),
        stdio: ['pipe', 'pipe', 'pipe'],
        // A group of its own: what it starts to reach a server ends with it.
        detached: true,
      });
      const stdout: Buffer[] = [];
      const stderr: Buffer[] = [];
      let cut = false;
      const end = () => {
        cut = true;
        try {
          if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        } catch {
          // It has just ended by itself.
        }
      };
      const timer = setTimeout(end, timeoutMs);
      signal?.addEventListener('abort', end, { once: true });
      const over = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
      };
      child.stdout.on('data', chunk => stdout.push(chunk));
      child.stderr.on('data', chunk => stderr.push(chunk));
      // It may end before it has read everything; its exit code says why.
      child.stdin.on('error', () => {});
      child.stdin.end(input ?? '');
      child.once('error', error => {
        over();
        reject(
          new TargetError(
            'code' in error && error.code === 'ENOENT'
              ? 'There is no git on the machine of the backend. Install it (Debian: apt-get install git) and start the backend again'
              : error.message,
            'invalid',
            false,
          ),
        );
      });
      child.once('close', code => {
        over();
        if (cut) {
          reject(
            new TargetError(
              `git ${args[0]} of ${this.url} took too long, and was ended`,
              'timeout',
              true,
            ),
          );
          return;
        }
        resolve({
          code: code ?? 1,
          stdout: Buffer.concat(stdout),
          stderr: Buffer.concat(stderr).toString('utf8'),
        });
      });
      if (signal?.aborted) end();
    });
  }
}

function environment(
  home: string,
  url: string,
  header?: Secret,
): NodeJS.ProcessEnv {
  const settings = [
    ...SETTINGS,
    // A server that leads elsewhere gets nothing for there.
    ...(header
      ? [[`http.${new URL(url).origin}/.extraHeader`, header.revealText()]]
      : []),
  ];
  return {
    ...Object.fromEntries(PASSED_ON.map(name => [name, process.env[name]])),
    HOME: home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    GIT_ALLOW_PROTOCOL: 'http:https',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

/** What Git's words mean for whoever asked. */
const MEANINGS: {
  said: RegExp;
  code: TargetError['code'];
  retryable: boolean;
  message(url: string): string;
}[] = [
  {
    said: /Authentication failed|could not read (Username|Password)|error: 40[13]|HTTP 40[13]/,
    code: 'forbidden',
    retryable: false,
    message: url =>
      `${url} does not let Tutti in. Give it an account with the right to push, under integrations or tutti.git.credentials of the portal`,
  },
  {
    said: /repository '.*' not found|error: 404|HTTP 404/,
    code: 'notFound',
    retryable: false,
    message: url => `there is no repository ${url}, or Tutti may not see it`,
  },
  {
    said: /error: 429|HTTP 429/,
    code: 'throttled',
    retryable: true,
    message: url => `${url} asks for a pause`,
  },
  {
    said: /Could not resolve host|Failed to connect|Couldn't connect|Connection (refused|reset)|timed out|error: 5\d\d|HTTP 5\d\d|RPC failed|early EOF|unexpected disconnect|hung up|Empty reply/,
    code: 'unavailable',
    retryable: true,
    message: url => `${url} does not answer`,
  },
];

export function gitError(url: string, stderr: string): TargetError {
  const meaning = MEANINGS.find(({ said }) => said.test(stderr));
  const lines = stderr
    .split('\n')
    .map(line => line.replace(/^(fatal|error|remote):\s*/, '').trim())
    .filter(line => line !== '' && !line.startsWith('hint:'));
  const words = lines.slice(-2).join('; ').slice(0, 500);
  return new TargetError(
    meaning
      ? `${meaning.message(url)} (${words})`
      : `Git cannot work with ${url}: ${words}`,
    meaning?.code ?? 'invalid',
    meaning?.retryable ?? false,
  );
}
