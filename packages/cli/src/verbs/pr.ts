import { planDeployment, readWorkload, Problem } from '@tutti/engine';
import { headOf } from '@tutti/plugin-tutti-common';
import { loadSet, WorkloadOptions } from '../inputs';
import { Line, linesAsMarkdown, problemLine } from '../lines';
import { marker } from '../markdown';
import { portsFor } from '../offline/assumptions';
import { readKnown } from '../offline/known';
import { offlineRequest } from '../offline/offlineRequest';
import { planLines, summaryOf } from '../online/planText';
import { placeOf, placeProblems } from '../place';
import { rendered, writeProblems } from '../render';
import { EXIT, Terminal } from '../Terminal';

export const PR_OUTPUTS = ['markdown', 'json', 'yaml'] as const;

export interface PrOptions extends WorkloadOptions {
  application?: string;
  platform: string[];
  values?: string[];
  output: (typeof PR_OUTPUTS)[number];
}

/** What changed Score files mean for each environment, of which without a portal only the files are known. */
export async function prOffline(
  paths: string[],
  options: PrOptions,
  terminal: Terminal,
): Promise<number> {
  const known = readKnown(options.values ?? []);
  const { platform, workloads } = loadSet(paths, options, terminal.progress);
  const problems = [
    ...known.problems,
    ...platform.problems,
    ...workloads.problems,
  ];
  const title = options.application ?? 'score';
  if (!known.ok || !platform.ok || !workloads.ok) {
    return refused(title, problems, options, terminal);
  }
  writeProblems(problems, terminal);
  const { application } = placeOf(options, platform.value);
  const declared = platform.value.applications[application];
  const places = (declared?.environments ?? [{ name: 'development' }]).map(
    ({ name }) => placeOf({ application, environment: name }, platform.value),
  );
  const plans = [];
  for (const place of places) {
    const { environment } = place;
    const misplaced = placeProblems(place, platform.value);
    const request = offlineRequest(
      platform.value,
      workloads.value,
      place,
      known.value,
    );
    const { ports } = portsFor(request);
    terminal.progress(`planning ${environment}`);
    const planned = misplaced.some(({ severity }) => severity === 'error')
      ? { ok: false as const, problems: misplaced }
      : await planDeployment(request, ports);
    plans.push({ environment, planned });
  }
  terminal.out(
    options.output === 'markdown'
      ? [
          marker(`pr ${application}`),
          `**${application}, planned as a first deployment: no portal was asked what runs.**`,
          '',
          ...plans.flatMap(({ environment, planned }) => [
            `### ${application}/${environment}: ${
              planned.ok ? summaryOf(planned.value) : 'no plan'
            }`,
            '',
            ...linesAsMarkdown(
              planned.ok
                ? planLines({
                    plan: headOf(planned.value),
                    steps: planned.value.steps.filter(
                      ({ action }) => action !== 'keep',
                    ),
                  })
                : planned.problems.map(problemLine),
            ),
            '',
          ]),
        ].join('\n')
      : rendered(
          plans.map(({ environment, planned }) => ({
            environment,
            ...(planned.ok
              ? { plan: planned.value }
              : { problems: planned.problems }),
          })),
          options.output,
        ),
  );
  return plans.every(({ planned }) => planned.ok && planned.value.deployable)
    ? EXIT.ok
    : EXIT.problems;
}

/** Whoever reads the pull request sees what is wrong, and whoever reads the log of CI. */
export function refused(
  title: string,
  problems: Problem[],
  { output }: Pick<PrOptions, 'output'>,
  terminal: Terminal,
): number {
  writeProblems(problems, terminal);
  if (output === 'markdown') {
    const lines: Line[] = problems.map(problem => ({
      ...problemLine(problem),
      text: `${[problem.file, problem.line].filter(Boolean).join(':')} ${
        problemLine(problem).text
      }`.trim(),
    }));
    terminal.out(
      [
        marker(`pr ${title}`),
        '**There is no plan: the files are not valid.**',
        '',
        ...linesAsMarkdown(lines),
        '',
      ].join('\n'),
    );
  }
  return EXIT.problems;
}

/** A Score file as its author changed it. */
export interface ChangedScore {
  name: string;
  text: string;
  /** Containers that say `image: .`. */
  openImages: string[];
}

export function readScores(sources: { file: string; text: string }[]): {
  scores: ChangedScore[];
  problems: Problem[];
} {
  const scores: ChangedScore[] = [];
  const problems: Problem[] = [];
  for (const { file, text } of sources) {
    const read = readWorkload(text, { file });
    problems.push(...read.problems);
    if (read.ok) {
      const { name, containers } = read.value;
      const openImages = Object.keys(containers).filter(
        container => containers[container].image === '.',
      );
      scores.push({ name, text, openImages });
    }
  }
  return { scores, problems };
}
