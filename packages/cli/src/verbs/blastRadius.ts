import { BlastRadius, blastRadius, CurrentRelease } from '@tutti/engine';
import {
  documentLines,
  paragraphs,
  summaryLine,
  unchangedLine,
} from '../blast/impactLines';
import { impactMarkdown } from '../blast/impactMarkdown';
import { paint } from '../colour';
import { loadPlatformAt } from '../inputs';
import { linesAsText } from '../lines';
import { marker } from '../markdown';
import { declaredReleases } from '../offline/declaredReleases';
import { readKnown } from '../offline/known';
import { offlinePorts } from '../offline/offlineRequest';
import { rendered, writeProblems } from '../render';
import { EXIT, Terminal, UsageError } from '../Terminal';

export const BLAST_OUTPUTS = ['text', 'markdown', 'json', 'yaml'] as const;
export type BlastOutput = (typeof BLAST_OUTPUTS)[number];

export interface BlastOptions {
  before: string[];
  after: string[];
  /** `application/environment` each; without: all. */
  environment?: string[];
  values?: string[];
  output: BlastOutput;
  /** Like `git diff`: 1 when something changes. */
  exitCode?: boolean;
}

/** What taking other platform files into use changes, and where. */
export async function blast(
  options: BlastOptions,
  terminal: Terminal,
): Promise<number> {
  const known = readKnown(options.values ?? []);
  const before = loadPlatformAt(options.before, terminal.progress);
  const after = loadPlatformAt(options.after, terminal.progress);
  writeProblems(
    [...known.problems, ...before.problems, ...after.problems],
    terminal,
  );
  if (!known.ok || !before.ok || !after.ok) {
    return EXIT.problems;
  }
  const releases = declaredReleases(before.value, after.value, known.value);
  writeProblems(releases.problems, terminal);
  if (!releases.ok) {
    return EXIT.problems;
  }
  terminal.progress('comparing');
  const radius = await blastRadius(
    {
      before: before.value,
      after: after.value,
      environments: asked(releases.value, options.environment),
    },
    offlinePorts(),
  );
  terminal.out(written(radius, options.output, terminal.colours.out));
  const { blocked, changed } = radius.summary;
  return blocked > 0 || (options.exitCode && changed > 0)
    ? EXIT.problems
    : EXIT.ok;
}

/** @throws UsageError naming those there are */
function asked(
  releases: CurrentRelease[],
  names: string[] | undefined,
): CurrentRelease[] {
  const byName = new Map(
    releases.map(release => [
      `${release.application.name}/${release.environment.name}`,
      release,
    ]),
  );
  return (names ?? [...byName.keys()]).map(name => {
    const release = byName.get(name);
    if (!release) {
      throw new UsageError(
        `no environment ${name} is declared; there is ${
          [...byName.keys()].sort().join(', ') || 'none'
        }`,
      );
    }
    return release;
  });
}

function written(
  radius: BlastRadius,
  output: BlastOutput,
  coloured: boolean,
): string {
  switch (output) {
    case 'text':
      return asText(radius, coloured);
    case 'markdown':
      return asMarkdown(radius);
    default:
      return rendered(radius, output);
  }
}

const COLOURS = { changed: 'yellow', blocked: 'red' } as const;

function asText(radius: BlastRadius, coloured: boolean): string {
  const documents = documentLines(radius);
  return [
    documents.length > 0 ? 'Platform' : 'The platform is the same.',
    ...documents.map(line => `  ${line}`),
    '',
    ...paragraphs(radius).flatMap(({ title, outcome, lines }) => [
      `${title}: ${paint(outcome, COLOURS[outcome], coloured)}`,
      ...linesAsText(lines, coloured).map(line => `  ${line}`),
      '',
    ]),
    ...unchangedLine(radius),
    summaryLine(radius),
    '',
  ].join('\n');
}

/** For a comment on a pull request, which is found again by its first line. */
function asMarkdown(radius: BlastRadius): string {
  return [marker('blast-radius'), ...impactMarkdown(radius)].join('\n');
}
