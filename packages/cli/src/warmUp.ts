import {
  builtinDrivers,
  generateManifests,
  loadPlatform,
  readWorkload,
  SourceFile,
} from '@tutti/engine';
import { commands } from './commands';
import { NO_INPUT } from './Input';
import { offlinePorts, offlineRequest } from './offline/offlineRequest';
import { placeOf } from './place';
import { yaml } from './yaml';

/** The files of the example shop. */
export interface Examples {
  platform: SourceFile[];
  workloads: SourceFile[];
}

/** Loads and runs once what nearly every command needs; gives what was written. */
export async function warmUp({
  platform,
  workloads,
}: Examples): Promise<string> {
  const silent = {
    out: () => {},
    err: () => {},
    progress: () => {},
    settle: () => {},
    colours: { out: false, err: false },
    input: NO_INPUT,
  };
  commands(silent, () => {});
  const loaded = loadPlatform(platform, builtinDrivers(), {
    usedElsewhere: true,
  });
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  const read = workloads.flatMap(({ file, text }) => {
    const one = readWorkload(text, { file, images: 'example.com/any:1' });
    // Those with files beside them are not needed.
    return one.ok ? [one.value] : [];
  });
  const made = await generateManifests(
    offlineRequest(loaded.value, read, placeOf({}, loaded.value), {
      values: {},
      secrets: [],
      platformValues: {},
      platformSecrets: [],
    }),
    offlinePorts(),
  );
  if (!made.ok) {
    throw new Error(JSON.stringify(made.problems));
  }
  return yaml(made.value);
}
