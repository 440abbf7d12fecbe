import { posix } from 'node:path';
import { Platform, Problem } from '@tutti/engine';
import { DocumentDifference } from '@tutti/plugin-tutti-common';
import { Store } from '../../store';
import { applicationSubject } from '../access/Access';
import { Grants } from '../access/Grants';

/**
 * Platform files declare applications, too, and who reads the platform may not see all of them.
 *
 * @returns whether the caller sees the application of a name; of one that is not there yet nobody
 *   is the owner
 */
export async function seenApplications(
  grants: Grants,
  store: Store,
): Promise<(name: string) => boolean> {
  const known = new Map(
    (await store.applications.list()).map(application => [
      application.name,
      applicationSubject(application),
    ]),
  );
  return name => grants.sees(known.get(name) ?? { id: '', name });
}

/** The same platform without the applications that are not seen. */
export function withSeenApplications(
  platform: Platform,
  sees: (name: string) => boolean,
): Platform {
  return {
    ...platform,
    applications: Object.fromEntries(
      Object.entries(platform.applications).filter(([name]) => sees(name)),
    ),
  };
}

/** Files of the applications that are not seen: their own, and the Score files beside them. */
export function hiddenFiles(
  { applications }: Platform,
  sees: (name: string) => boolean,
): Set<string> {
  return new Set(
    Object.entries(applications).flatMap(([name, { source, workloads }]) =>
      source?.file === undefined || sees(name)
        ? []
        : [
            source.file,
            ...workloads.map(workload =>
              posix.join(posix.dirname(source.file), workload.source),
            ),
          ],
    ),
  );
}

export function withoutFiles(
  problems: Problem[],
  files: Set<string>,
): Problem[] {
  return problems.filter(({ file }) => file === undefined || !files.has(file));
}

export function isSeenDocument(
  { kind, name }: DocumentDifference,
  sees: (name: string) => boolean,
): boolean {
  return kind !== 'Application' || sees(name);
}
