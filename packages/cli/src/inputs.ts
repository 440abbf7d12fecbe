import {
  builtinDrivers,
  fail,
  folderSource,
  loadPlatform,
  Platform,
  Problem,
  readWorkload,
  Result,
  SourceFile,
  succeed,
  Workload,
} from '@tutti/engine';
import { existsSync } from 'fs';
import { dirname, resolve } from 'path';
import { filesAt, kindOf, readSource } from './files';
import { giveImages, parseImages } from './images';
import { knownPlatform } from './platformCache';
import { Terminal, UsageError } from './Terminal';

/** What all verbs that read Score files take. */
export interface WorkloadOptions {
  /** See `parseImages`. */
  image?: string[];
  overrideFile?: string[];
  overrideProperty?: string[];
}

export interface Input extends SourceFile {
  kind: 'platform' | 'score';
}

/** Where platform files are looked for unless the command line says. */
export const PLATFORM_FOLDER = './platform';

/** Called as work goes on: see `Terminal.progress`. */
export type Progress = Terminal['progress'];

/**
 * Score and platform files. One that is named and says neither is taken for a Score file: it was
 * meant; in a folder there are others.
 *
 * @throws UsageError when a path is not there, or cannot be read
 */
export function readInputs(paths: string[], progress: Progress): Input[] {
  const named = new Set(paths);
  const files = [...new Set(paths.flatMap(filesAt))];
  return files.flatMap((file, index): Input[] => {
    progress('reading', { done: index, of: files.length, what: 'files' });
    const source = readSource(file);
    const kind = kindOf(source.text);
    if (kind === 'other') {
      return named.has(file) ? [{ ...source, kind: 'score' }] : [];
    }
    return [{ ...source, kind }];
  });
}

/** @throws UsageError when there is no platform file in any of the paths */
export function loadPlatformAt(
  paths: string[],
  progress: Progress,
): Result<Platform> {
  const inputs = readInputs(platformPaths(paths), progress);
  requirePlatform(inputs, paths);
  return platformOf(inputs);
}

export function platformOf(inputs: Input[]): Result<Platform> {
  const files = inputs.filter(({ kind }) => kind === 'platform');
  return knownPlatform(files, () =>
    loadPlatform(files, builtinDrivers(), { usedElsewhere: true }),
  );
}

/**
 * Score files with the platform for them. An Application file in a folder of Score files is part of
 * the platform, and the images it declares are those to begin with.
 *
 * @throws UsageError when a path does not exist, or there is no Score file or no platform
 */
export function loadSet(
  paths: string[],
  options: WorkloadOptions & { platform: string[] },
  progress: Progress,
): { platform: Result<Platform>; workloads: Result<Workload[]> } {
  const given = readInputs(paths, progress);
  const others = readInputs(platformPaths(options.platform), progress).filter(
    ({ file }) => !given.some(input => input.file === file),
  );
  const inputs = [...others, ...given];
  requirePlatform(inputs, options.platform);
  const platform = platformOf(inputs);
  const score = given.filter(({ kind }) => kind === 'score');
  if (score.length === 0) {
    throw new UsageError(`no Score file in ${paths.join(', ')}`);
  }
  const images = platform.ok ? declaredImages(platform.value) : undefined;
  return { platform, workloads: workloadsOf(score, options, images) };
}

/** @throws UsageError where nobody said which, and the usual folder is not there */
function platformPaths(paths: string[]): string[] {
  if (paths.includes(PLATFORM_FOLDER) && !existsSync(PLATFORM_FOLDER)) {
    throw new UsageError(
      `there is no folder ${PLATFORM_FOLDER}; give --platform, or let tutti init write one`,
    );
  }
  return paths;
}

function requirePlatform(inputs: Input[], paths: string[]): void {
  if (!inputs.some(({ kind }) => kind === 'platform')) {
    throw new UsageError(
      `no platform file in ${paths.join(
        ', ',
      )}; tutti init writes one to begin with`,
    );
  }
}

/** Score file -> container -> image, as Application files have it. */
function declaredImages(
  platform: Platform,
): Map<string, Record<string, string>> {
  return new Map(
    Object.values(platform.applications).flatMap(({ source, workloads }) =>
      workloads.map(({ source: score, images }): [string, typeof images] => [
        resolve(dirname(source.file), score),
        images,
      ]),
    ),
  );
}

/**
 * @param declared - images by Score file; those of the command line go before them
 * @throws UsageError when overrides are given and there are several files
 */
export function workloadsOf(
  sources: SourceFile[],
  options: WorkloadOptions,
  declared?: Map<string, Record<string, string>>,
): Result<Workload[]> {
  if (
    sources.length > 1 &&
    (options.overrideFile || options.overrideProperty)
  ) {
    throw new UsageError('overrides are for one Score file at a time');
  }
  const images = parseImages(options.image ?? []);
  const overrides = (options.overrideFile ?? [])
    .flatMap(filesAt)
    .map(readSource);
  const problems: Problem[] = problemsOf(overrides);
  const workloads: Workload[] = [];
  for (const source of sources) {
    const { file, text, problem } = source;
    if (problem) {
      problems.push(problem);
      continue;
    }
    const read = readWorkload(text, {
      file,
      overrides,
      set: options.overrideProperty,
      readSource: folderSource(dirname(file)),
    });
    problems.push(...read.problems);
    if (read.ok) {
      workloads.push(read.value);
    }
  }
  if (workloads.length < sources.length || problemsOf(overrides).length > 0) {
    return fail(problems);
  }
  const filled = giveImages(workloads, images, ({ file }) =>
    declared?.get(resolve(file)),
  );
  problems.push(...filled.problems);
  return filled.ok ? succeed(filled.value, problems) : fail(problems);
}

/** Why some of these files are not to be read. */
export function problemsOf(sources: SourceFile[]): Problem[] {
  return sources.flatMap(({ problem }) => (problem ? [problem] : []));
}
