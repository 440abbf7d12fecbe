import { randomUUID } from 'crypto';
import { dirname } from 'path';
import { startupSnapshot } from 'v8';
import { keepPlatformsIn } from './platformCache';
import { start } from './start';
import { Examples, warmUp } from './warmUp';

/** The bundle brings them along. */
declare const EXAMPLES: Examples;

// Run by `node --build-snapshot`: what is in memory at the end is where a process begins.
const build = randomUUID();
startupSnapshot.setDeserializeMainFunction(() => {
  const blob =
    process.execArgv[process.execArgv.indexOf('--snapshot-blob') + 1];
  keepPlatformsIn(dirname(blob), build);
  return start(process.argv.slice(2));
});
warmUp(EXAMPLES);
