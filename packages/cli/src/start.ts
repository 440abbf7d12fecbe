import { main } from '.';

/** Runs `tutti` as a process: its exit code is the process's. */
export async function start(args: string[]): Promise<void> {
  try {
    process.exitCode = await main(args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`tutti: ${message}\n`);
    process.exitCode = 3;
  }
}
