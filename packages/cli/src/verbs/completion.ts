import { SCRIPTS, Shell, SHELLS } from '../completion/scripts';
import { EXIT, Terminal } from '../Terminal';

export { SHELLS };

/** The script that a shell's start-up file reads. */
export function completion(shell: Shell, terminal: Terminal): number {
  terminal.out(SCRIPTS[shell]);
  return EXIT.ok;
}
