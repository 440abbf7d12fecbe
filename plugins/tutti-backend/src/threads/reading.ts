import { fail, Result } from '@tutti/engine';
import { EngineThreads, JobTooLarge } from './EngineThreads';
import { Jobs } from './jobs';

type ReadingJob = 'readScore' | 'readPlatform' | 'readAcceptedPlatform';

/** Reads files in a thread; what a thread may not do is a problem of the files. */
export async function readInThread<Name extends ReadingJob>(
  engine: EngineThreads,
  job: Name,
  ask: Jobs[Name]['ask'],
): Promise<Jobs[Name]['answer'] | Result<never>> {
  try {
    return await engine.run(job, ask);
  } catch (error) {
    if (!(error instanceof JobTooLarge)) {
      throw error;
    }
    return fail([
      {
        severity: 'error',
        code: 'ReadingTooLarge',
        message: `Reading took too much. ${error.message}.`,
        hint: 'Ask for less in one file.',
        ...('file' in ask && { file: ask.file }),
      },
    ]);
  }
}
