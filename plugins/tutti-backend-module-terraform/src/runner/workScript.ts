import { RunnerCommand } from './Runner';

/**
 * The commands of a work as one program for any POSIX shell, so that one thing is supervised, here and in a
 * pod alike. Its working directory is the work's folder; into `codesFile` it writes the exit code of
 * each command that ended, one a line. It ends with 0 when all commands ended with a code that they accept.
 *
 * SIGINT and SIGTERM reach the tool as one SIGTERM, which it takes like SIGINT as the request to stop gently
 * (a second one would make it leave at once, without what it has not saved); a shell's children do not hear
 * SIGINT. No further command is begun.
 */
export function workScript(given: {
  tool: string;
  commands: RunnerCommand[];
  codesFile: string;
  /** Files that are gone when it ends. */
  remove: string[];
  /** Where nobody else ends by force what does not listen: seconds after the request to stop. */
  graceSeconds?: number;
}): string {
  const { tool, commands, codesFile, remove, graceSeconds } = given;
  return `${[
    // What the tool writes may hold secrets.
    'umask 077',
    'child= told= stopped= force=',
    ...(remove.length > 0
      ? [`trap ${quote(`rm -f ${remove.map(quote).join(' ')}`)} EXIT`]
      : []),
    'tell() {',
    '  if [ -z "$child" ] || [ -n "$told" ]; then return; fi',
    '  told=1',
    '  kill -TERM "$child" 2>/dev/null',
    ...(graceSeconds === undefined
      ? []
      : [
          `  (sleep ${graceSeconds}; kill -KILL "$child") >/dev/null 2>&1 &`,
          '  force=$!',
        ]),
    '}',
    `trap 'stopped=1; tell' INT TERM`,
    // A shell runs traps while it waits, but not while a command runs in its foreground.
    'finish() {',
    '  child=$!',
    '  [ -z "$stopped" ] || tell',
    '  while :; do wait "$child"; code=$?; kill -0 "$child" 2>/dev/null || break; done',
    // A signal and the child's end at the same moment: the code is the signal's, the child's is still to be asked.
    '  if [ "$code" -gt 128 ]; then wait "$child"; own=$?; [ "$own" -eq 127 ] || code=$own; fi',
    '  [ -z "$force" ] || kill "$force" 2>/dev/null',
    '  child= told= force=',
    `  echo "$code" >>${quote(codesFile)}`,
    '  case " $1 " in *" $code "*) ;; *) exit 1 ;; esac',
    '}',
    ...commands.flatMap(({ args, accepts = [0], stdoutFile }) => [
      '[ -z "$stopped" ] || exit 1',
      `${[tool, ...args].map(quote).join(' ')}${
        stdoutFile === undefined ? '' : ` >${quote(stdoutFile)}`
      } </dev/null &`,
      `finish ${quote(accepts.join(' '))}`,
    ]),
    'exit 0',
  ].join('\n')}\n`;
}

/** One word of a shell. */
export function quote(text: string): string {
  return `'${text.replaceAll(`'`, `'\\''`)}'`;
}
