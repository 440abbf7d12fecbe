import { rm } from 'node:fs/promises';

/** Stops what startPostgres started. */
export default async function stopPostgres() {
  const started = globalThis.tuttiTestPostgres;
  if (started) {
    await started.server.stop();
    await rm(started.folder, { recursive: true, force: true });
  }
}
