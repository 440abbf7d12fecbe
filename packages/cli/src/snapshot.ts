import { startupSnapshot } from 'v8';
import { start } from './start';
import { Examples, warmUp } from './warmUp';

/** The bundle brings them along. */
declare const EXAMPLES: Examples;

// Run by `node --build-snapshot`: what is in memory at the end is where a process begins.
startupSnapshot.setDeserializeMainFunction(() => start(process.argv.slice(2)));
warmUp(EXAMPLES);
