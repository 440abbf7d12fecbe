import {
  ApplicationDeclaration,
  CurrentRelease,
  fail,
  folderSource,
  Platform,
  Problem,
  readWorkload,
  Result,
  succeed,
  Workload,
} from '@tutti/engine';
import { existsSync } from 'fs';
import { dirname, join } from 'path';
import { readSource } from '../files';
import { placeOf } from '../place';
import { Known } from './known';
import { offlineRequest } from './offlineRequest';

/**
 * What would be in every environment that Application files declare, if it had been deployed: the
 * Score files that stand beside them, with the images they name. An application that only the old
 * files declare is one as well, with a warning.
 */
export function declaredReleases(
  before: Platform,
  after: Platform,
  known: Known,
): Result<CurrentRelease[]> {
  const problems: Problem[] = [];
  const releases: CurrentRelease[] = [];
  const all = { ...before.applications, ...after.applications };
  for (const [name, declared] of Object.entries(all)) {
    const gone = !Object.hasOwn(after.applications, name);
    if (gone) {
      problems.push(onlyBefore(declared));
    }
    const workloads = declared.workloads.map(one =>
      readDeclared(one, declared),
    );
    problems.push(...workloads.flatMap(read => read.problems));
    const read = workloads.flatMap(one => (one.ok ? [one.value] : []));
    if (read.length === workloads.length) {
      releases.push(
        ...declared.environments.map(({ name: environment }) =>
          release(
            gone ? [before, after] : [after, before],
            { application: name, environment },
            read,
            known,
          ),
        ),
      );
    }
  }
  return problems.some(({ severity }) => severity === 'error')
    ? fail(problems)
    : succeed(releases, problems);
}

function readDeclared(
  { source, images }: ApplicationDeclaration['workloads'][number],
  declared: ApplicationDeclaration,
): Result<Workload> {
  const file = join(dirname(declared.source.file), source);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(source) || !existsSync(file)) {
    return fail([
      {
        severity: 'error',
        code: 'SourceUnreadable',
        message: `Application ${declared.name}: there is no Score file ${source} beside it.`,
        hint: 'Give the folder that has it, or ask the portal, which reads URLs too.',
        ...declared.source,
      },
    ]);
  }
  const { text, problem } = readSource(file);
  if (problem) {
    return fail([problem]);
  }
  return readWorkload(text, {
    file,
    images,
    readSource: folderSource(dirname(file)),
  });
}

/** @param platforms - the first one declares the application */
function release(
  [declaring, other]: [Platform, Platform],
  named: { application: string; environment: string },
  workloads: Workload[],
  known: Known,
): CurrentRelease {
  const place = placeOf(named, declaring);
  return {
    ...offlineRequest(declaring, workloads, place, known, [other]),
    images: standInImages(workloads),
  };
}

/** Which image a build gave is not in any file, and makes no difference to what is compared. */
function standInImages(
  workloads: Workload[],
): Record<string, Record<string, string>> {
  return Object.fromEntries(
    workloads.map(({ name, containers }) => [
      name,
      Object.fromEntries(
        Object.keys(containers).map(container => [
          container,
          `registry.invalid/${name}/${container}:1`,
        ]),
      ),
    ]),
  );
}

function onlyBefore({ name, source }: ApplicationDeclaration): Problem {
  return {
    severity: 'warning',
    code: 'ApplicationGone',
    message: `Application ${name} is declared before and not after; its environments are compared all the same.`,
    ...source,
  };
}
