import {
  builtinDrivers,
  fail,
  folderSource,
  loadPlatform,
  Platform,
  Problem,
  readWorkload,
  Result,
  succeed,
  Workload,
} from '@tutti/engine';
import { dirname, resolve } from 'path';
import { filesAt, kindOf, readSource } from './files';
import { UsageError } from './Terminal';

/** What all verbs that read Score files take. */
export interface WorkloadOptions {
  /** One `image` for every container that says `.`, or `container=image` each. */
  image?: string[];
  overrideFile?: string[];
  overrideProperty?: string[];
}

/** @throws UsageError when a path does not exist */
export function loadPlatformAt(paths: string[]): Result<Platform> {
  const files = [...new Set(paths.flatMap(filesAt))]
    .map(readSource)
    .filter(({ text }) => kindOf(text) === 'platform');
  return loadPlatform(files, builtinDrivers());
}

/**
 * Score files with the platform for them. An Application file in a folder of Score files is part of
 * the platform, and the images it declares are those to begin with.
 *
 * @throws UsageError when a path does not exist, or there is no Score file
 */
export function loadSet(
  paths: string[],
  options: WorkloadOptions & { platform: string[] },
): { platform: Result<Platform>; workloads: Result<Workload[]> } {
  const platform = loadPlatformAt([...options.platform, ...paths]);
  const declared = platform.ok ? declaredImages(platform.value) : undefined;
  return { platform, workloads: loadWorkloads(paths, options, declared) };
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
 * Score files, or folders with them (files there that are no Score files are passed over).
 *
 * @throws UsageError when a path does not exist, or there is no Score file
 */
export function loadWorkloads(
  paths: string[],
  options: WorkloadOptions,
  declared?: Map<string, Record<string, string>>,
): Result<Workload[]> {
  const sources = paths.flatMap(path => {
    const found = filesAt(path);
    const named = found.length === 1 && found[0] === path;
    return found
      .map(readSource)
      .filter(({ text }) => named || kindOf(text) === 'score');
  });
  if (sources.length === 0) {
    throw new UsageError(`no Score file in ${paths.join(', ')}`);
  }
  if (
    sources.length > 1 &&
    (options.overrideFile || options.overrideProperty)
  ) {
    throw new UsageError('overrides are for one Score file at a time');
  }
  const overrides = (options.overrideFile ?? [])
    .flatMap(filesAt)
    .map(readSource);
  const problems: Problem[] = [];
  const workloads: Workload[] = [];
  for (const { file, text } of sources) {
    const read = readWorkload(text, {
      file,
      overrides,
      set: options.overrideProperty,
      images: imagesOf(options.image ?? []) ?? declared?.get(resolve(file)),
      readSource: folderSource(dirname(file)),
    });
    problems.push(...read.problems);
    if (read.ok) {
      workloads.push(read.value);
    }
  }
  return workloads.length === sources.length
    ? succeed(workloads, problems)
    : fail(problems);
}

/** @throws UsageError when one image for all is given beside images by container */
export function imagesOf(
  texts: string[],
): string | Record<string, string> | undefined {
  const named = texts.map(text => /^([^=/:@]+)=(.+)$/.exec(text));
  if (texts.length === 1 && !named[0]) {
    return texts[0];
  }
  const images: Record<string, string> = {};
  for (const match of named) {
    if (!match) {
      throw new UsageError(
        'several --image are given by container: --image container=image',
      );
    }
    images[match[1]] = match[2];
  }
  return texts.length === 0 ? undefined : images;
}
