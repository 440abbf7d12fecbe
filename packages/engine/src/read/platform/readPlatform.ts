import {
  fail,
  hasErrors,
  Platform,
  Problem,
  Result,
  succeed,
  isObject,
} from '../../model';
import { formatPath } from '../path';
import { Problems, toProblem } from '../report';
import { sortedKeys } from '../tree';
import { readYaml, YamlDocument } from '../yaml';
import { allowListFindings } from './allowLists';
import { buildPlatform, Entry } from './build';
import { PlatformDocument } from './document';
import { DriverContract, inputFindings } from './inputs';
import { Declared } from './names';
import { previewFindings } from './previews';
import { numeralFindings } from './numerals';
import { parseDocument } from './parseDocument';
import { placeholderFindings } from './placeholders';
import { referenceFindings } from './references';
import { contractFindings } from './contracts';
import { criteriaFindings } from './criteria';
import { revisionOf, stableJson } from './revision';
import { secretsForFindings } from './secretsFor';

export interface SourceFile {
  /** As it shall be named in problems. */
  file: string;
  text: string;
  /** Why it is not to be read, such as its encoding. */
  problem?: Problem;
}

/**
 * Reads all platform files as one set (docs/reference/semantics.md, Read): every kind of docs/reference/platform-files.md, defaults filled
 * in, with all problems of all files at once. Whether two definitions could both match is not
 * judged here: see `loadPlatform`. Never throws for bad input. The same files in any order give
 * the same platform, or the same problems.
 */
export function readPlatform(
  files: SourceFile[],
  drivers: DriverContract[],
): Result<Platform> {
  const { platform, problems, ...survey } = surveyPlatform(files, drivers);
  return survey.hasErrors ? fail(problems) : succeed(platform, problems);
}

/** A set of files that may have errors: what others can still judge in it. */
export interface PlatformSurvey {
  /** The documents as they were written: none whose form is wrong, nor the second of one name. */
  platform: Platform;
  problems: Problem[];
  /** Then the platform lacks something and is not to be taken into use. */
  hasErrors: boolean;
  /**
   * What can be used of the files of an earlier version, which took them into use: present unless
   * a document cannot be read as it was meant. A guard that is left out would guard nothing.
   */
  accepted?: Platform;
}

export interface SurveyOptions {
  /**
   * The files are used elsewhere, where other drivers may be installed: one that is not known here is warned
   * about, and what its definitions say under `inputs` is not judged.
   */
  usedElsewhere?: boolean;
}

/** As `readPlatform`, for those who look for more problems of the set before it is refused. */
export function surveyPlatform(
  given: SourceFile[],
  drivers: DriverContract[],
  { usedElsewhere = false }: SurveyOptions = {},
): PlatformSurvey {
  const files = [...given].sort(byName);
  const problems = new Problems();
  const declared = new Declared();
  const entries: (Entry & { yaml: YamlDocument; asWritten: boolean })[] = [];
  const contents: string[] = [];
  let isReadable = true;
  for (const { file, text, problem } of files) {
    if (problem) {
      problems.add([problem]);
      isReadable = false;
      continue;
    }
    const read = readYaml(text, file);
    problems.add(read.problems);
    isReadable &&= !hasErrors(read.problems);
    for (const yaml of read.documents) {
      // Before the defaults come in: a new default of ours is no change of theirs.
      contents.push(stableJson(yaml.value));
      const parsed = parseDocument(sortedKeys(yaml.value));
      const first = declare(yaml, declared);
      if (first) {
        problems.add([duplicate(yaml, first)]);
      }
      problems.addFindings(parsed.findings, finding =>
        toProblem(finding, yaml),
      );
      isReadable &&= parsed.isWhole;
      if (parsed.document && !first) {
        const asWritten = parsed.findings.length === 0;
        entries.push({
          document: parsed.document,
          source: {
            file,
            line: yaml.line,
            ...patchLines(parsed.document, yaml),
          },
          yaml,
          asWritten,
        });
      }
    }
  }
  const revision = revisionOf(contents);
  const platform = buildPlatform(entries, revision);
  for (const { document, yaml } of entries) {
    const checks = [
      contractFindings(document),
      criteriaFindings(document),
      previewFindings(document),
      referenceFindings(document, declared, platform),
      inputFindings(document, drivers, usedElsewhere),
      numeralFindings(document, yaml.numerals, platform, drivers),
      placeholderFindings(document, platform),
      secretsForFindings(document),
      allowListFindings(document),
    ];
    for (const findings of checks) {
      problems.addFindings(findings, finding => toProblem(finding, yaml));
    }
  }
  const ordered = problems.inReadingOrder(files.map(({ file }) => file));
  const isWhole = entries.every(({ asWritten }) => asWritten);
  return {
    // A criterion that had to be left out would make two definitions look alike.
    platform: isWhole
      ? platform
      : buildPlatform(
          entries.filter(({ asWritten }) => asWritten),
          revision,
        ),
    problems: ordered,
    hasErrors: problems.hasErrors,
    ...(isReadable && { accepted: platform }),
  };
}

/** Problems of a workload name the patch that made them, in a file that nobody reads again then. */
function patchLines(
  document: PlatformDocument,
  yaml: YamlDocument,
): { patches?: number[] } {
  if (document.kind !== 'WorkloadProfile') return {};
  const patches = document.spec.patches.map(
    (_, index) => yaml.locate(['spec', 'patches', index]).line,
  );
  return patches.length > 0 ? { patches } : {};
}

/** Which of two documents of one name is told to be too many must not hang on who lists files. */
function byName(a: SourceFile, b: SourceFile): number {
  const [first, second] =
    a.file === b.file ? [a.text, b.text] : [a.file, b.file];
  if (first === second) {
    return 0;
  }
  return first < second ? -1 : 1;
}

/** Takes the document's name, also of an invalid one, and returns who had it before. */
function declare(
  yaml: YamlDocument,
  declared: Declared,
): YamlDocument | undefined {
  const { value } = yaml;
  if (!isObject(value) || !isObject(value.metadata ?? null)) {
    return undefined;
  }
  const { kind, metadata } = value;
  return isObject(metadata) &&
    typeof kind === 'string' &&
    typeof metadata.name === 'string'
    ? declared.add(kind, metadata.name, yaml)
    : undefined;
}

function duplicate(yaml: YamlDocument, first: YamlDocument): Problem {
  const { kind, metadata } = isObject(yaml.value) ? yaml.value : {};
  const path = ['metadata', 'name'];
  const name = isObject(metadata) ? metadata.name : '';
  return {
    severity: 'error',
    code: 'DuplicateName',
    message: `There is another ${kind} "${name}": ${first.file}, line ${first.line}.`,
    file: yaml.file,
    ...yaml.locate(path),
    path: formatPath(path),
  };
}
