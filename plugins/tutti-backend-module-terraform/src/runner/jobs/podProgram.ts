import { RunnerWork } from '../Runner';
import { quote, workScript } from '../workScript';

/** Where a pod has what: the Secrets of its work, and a folder of its own. */
export const INPUT = '/tutti/input';
export const ROOT = '/tutti/work';

/** The largest Secret is 1 MiB, with its keys. */
const PART_BYTES = 900 * 1024;

export interface PodProgramOptions {
  tool: string;
  graceSeconds: number;
  /** Content of the CLI configuration file. */
  cliConfig: string;
  /** Where results are posted, and the token for it. */
  resultsUrl: string;
  token: string;
  largestResults: number;
}

/** Keys and their contents, one entry a Secret: all appear side by side in the folder `INPUT` of the pod. */
export type SecretContents = Record<string, Buffer>[];

/**
 * The work as the pod finds it. Its program `run.sh` puts the files in their places, runs the commands, and
 * posts what came of it, also when it was asked to stop: so that the token is on no command line, curl
 * reads it from a file.
 */
export function podInput(
  work: RunnerWork,
  options: PodProgramOptions,
): SecretContents {
  const files = Object.entries({ ...work.files, ...work.secretFiles }).map(
    ([path, content], index) => ({
      path,
      parts: partsOf(Buffer.from(content)).map((part, number) => ({
        key: `file-${index}.${number}`,
        part,
      })),
    }),
  );
  const text = (content: string) => Buffer.from(content);
  return pack([
    ['run.sh', text(runScript(work, files, options))],
    [
      'commands.sh',
      text(
        workScript({
          tool: options.tool,
          commands: work.commands,
          codesFile: `${ROOT}/codes`,
          remove: Object.keys(work.secretFiles ?? {}),
          graceSeconds: options.graceSeconds,
        }),
      ),
    ],
    ['cli.tfrc', text(options.cliConfig)],
    [
      'curl.conf',
      text(
        [
          `url = ${JSON.stringify(options.resultsUrl)}`,
          `header = "Authorization: Bearer ${options.token}"`,
          'header = "Content-Type: application/octet-stream"',
          'silent',
          'show-error',
          'fail',
          'retry = 100',
          'retry-delay = 3',
          'retry-max-time = 600',
          'retry-all-errors',
          'max-time = 120',
          '',
        ].join('\n'),
      ),
    ],
    ...files.flatMap(({ parts }) =>
      parts.map(({ key, part }): [string, Buffer] => [key, part]),
    ),
  ]);
}

function runScript(
  work: RunnerWork,
  files: { path: string; parts: { key: string }[] }[],
  { largestResults }: PodProgramOptions,
): string {
  const put = files.flatMap(({ path, parts }) => [
    ...folderOf(path),
    `cat ${parts.map(({ key }) => quote(`${INPUT}/${key}`)).join(' ')} >${quote(
      path,
    )}`,
  ]);
  const folders = work.commands.flatMap(({ stdoutFile }) =>
    stdoutFile === undefined ? [] : folderOf(stdoutFile),
  );
  return `${[
    'child= stopped=',
    `trap 'stopped=1; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null' TERM INT`,
    'umask 077',
    `mkdir -p ${ROOT}/work ${ROOT}/home ${ROOT}/tmp && cd ${ROOT}/work || exit 1`,
    `: >${ROOT}/codes`,
    ...put,
    ...folders,
    'if [ -z "$stopped" ]; then',
    `  sh ${INPUT}/commands.sh &`,
    '  child=$!',
    // The request came between the two lines above.
    '  [ -z "$stopped" ] || kill -TERM "$child" 2>/dev/null',
    '  while :; do wait "$child"; kill -0 "$child" 2>/dev/null || break; done',
    'fi',
    // What came of it is handed back in any case.
    `trap '' TERM INT`,
    `left=${largestResults - 64 * 1024}`,
    'hand() {',
    '  if [ -h "$1" ] || [ ! -f "$1" ]; then return; fi',
    '  size=$(($(wc -c <"$1")))',
    '  if [ "$size" -gt "$left" ]; then echo "$1 is too large to be handed back: $size bytes" >&2; return; fi',
    '  left=$((left - size))',
    `  printf 'file %s %s\\n' "$size" "$1"`,
    '  cat "$1"',
    '}',
    '{',
    `  sed 's/^/code /' ${ROOT}/codes`,
    '  if [ -n "$stopped" ]; then echo stopped; fi',
    ...work.keep.map(path => `  hand ${quote(path)}`),
    `} >${ROOT}/results`,
    `exec curl --config ${INPUT}/curl.conf --output /dev/null --data-binary @${ROOT}/results`,
  ].join('\n')}\n`;
}

function folderOf(path: string): string[] {
  const end = path.lastIndexOf('/');
  return end < 0 ? [] : [`mkdir -p ${quote(path.slice(0, end))}`];
}

function partsOf(content: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at === 0 || at < content.length; at += PART_BYTES) {
    parts.push(content.subarray(at, at + PART_BYTES));
  }
  return parts;
}

/** Into as few Secrets as it takes. */
function pack(entries: [string, Buffer][]): SecretContents {
  const secrets: SecretContents = [{}];
  let size = 0;
  for (const [key, content] of entries) {
    if (size > 0 && size + content.length > PART_BYTES) {
      secrets.push({});
      size = 0;
    }
    secrets[secrets.length - 1][key] = content;
    // Keys count, too.
    size += content.length + key.length;
  }
  return secrets;
}
