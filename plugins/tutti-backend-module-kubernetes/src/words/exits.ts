import { Explained } from './Meaning';

const LOOK_AT_THE_LOG =
  'Look at the last lines of its log, correct what it complains about, and deploy again.';

/** By exit code, where shells and kernels agree on one. */
const CODES: Record<number, Explained> = {
  0: {
    means: 'keeps ending with exit code 0: it is expected to go on running',
    hint: 'Let its program go on running, or give the workload the profile of a job.',
  },
  126: {
    means: 'crashes with exit code 126: its command may not be executed',
    hint: 'Make the file executable in the image, or correct `command` in the Score file.',
  },
  127: {
    means: 'crashes with exit code 127: its command is not there',
    hint: 'Correct `command` in the Score file, or use an image that has it.',
  },
  134: {
    means: 'crashes with exit code 134: its program aborted itself',
    hint: LOOK_AT_THE_LOG,
  },
  137: {
    means: 'crashes with exit code 137: it was killed',
    hint: 'Look for a failing liveness probe or too little memory: both end a container so.',
  },
  139: {
    means: 'crashes with exit code 139: a memory error of its program',
    hint: 'Use another version of the image; this is a fault of the program or of one of its libraries.',
  },
  143: {
    means: 'ends with exit code 143: it was asked to stop',
    hint: 'Look for a failing liveness probe: it asks a container to stop.',
  },
};

/** @param code - undefined where nobody knows any more */
export function explainExit(code: number | undefined): Explained {
  if (code === undefined) {
    return { means: 'keeps ending', hint: LOOK_AT_THE_LOG };
  }
  return (
    CODES[code] ?? {
      means: `crashes with exit code ${code}`,
      hint: LOOK_AT_THE_LOG,
    }
  );
}
