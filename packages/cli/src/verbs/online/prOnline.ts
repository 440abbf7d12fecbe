import type { EnvironmentImpact, PlanSummary } from '@tutti/engine';
import {
  EnvironmentBlast,
  ImpactView,
  WorkloadRefusedError,
} from '@tutti/plugin-tutti-common';
import { impactMarkdown } from '../../blast/impactMarkdown';
import { readInputs } from '../../inputs';
import { marker } from '../../markdown';
import { answered } from '../../online/errors';
import { planImages } from '../../online/planImages';
import { portalAt, PortalOptions } from '../../online/portal';
import { hasErrors, rendered, writeProblems } from '../../render';
import { EXIT, Terminal, UsageError } from '../../Terminal';
import { PrOptions, readScores, refused } from '../pr';

export interface PrOnlineOptions extends PrOptions, PortalOptions {
  /** Names of workloads whose Score files are gone. */
  removed?: string[];
}

/** What changed Score files would change of what runs in each environment: the portal says, and saves nothing. */
export function prOnline(
  paths: string[],
  options: PrOnlineOptions,
  terminal: Terminal,
): Promise<number> {
  const { application, removed = [] } = options;
  if (application === undefined) {
    throw new UsageError('which application of the portal? Give --application');
  }
  const sources = readInputs(paths, terminal.progress).filter(
    ({ kind }) => kind === 'score',
  );
  const { scores, problems } = readScores(sources);
  if (hasErrors(problems)) {
    return Promise.resolve(refused(application, problems, options, terminal));
  }
  const asked: Record<string, string | null> = Object.fromEntries([
    ...scores.map(({ name, text }) => [name, text]),
    ...removed.map(name => [name, null]),
  ]);
  if (Object.keys(asked).length === 0) {
    throw new UsageError(`no Score file in ${paths.join(', ')}`);
  }
  return answered(terminal, async () => {
    const tutti = portalAt(options, terminal);
    const { environments } = await tutti.getApplication(application);
    const images = options.image && planImages(options.image, scores);
    const views: [string, ImpactView][] = [];
    for (const { name, preview } of environments) {
      // Those of pull requests have their own Score files.
      if (preview) continue;
      terminal.progress(`planning ${name}`);
      try {
        views.push([
          name,
          await tutti.foreseeImpact(application, name, {
            scores: asked,
            ...(images && { images }),
          }),
        ]);
      } catch (error) {
        if (!(error instanceof WorkloadRefusedError)) throw error;
        return refused(application, error.problems, options, terminal);
      }
    }
    writeProblems(views[0]?.[1].problems ?? [], terminal);
    const impacts = views.flatMap(([, { impact }]) =>
      impact ? [wholeOf(impact)] : [],
    );
    const idle = views.flatMap(([name, { impact }]) => (impact ? [] : [name]));
    terminal.out(
      options.output === 'markdown'
        ? asMarkdown(application, impacts, idle)
        : rendered(
            views.map(([environment, view]) => ({ environment, ...view })),
            options.output,
          ),
    );
    return impacts.some(({ outcome }) => outcome === 'blocked')
      ? EXIT.problems
      : EXIT.ok;
  });
}

function asMarkdown(
  application: string,
  environments: EnvironmentImpact[],
  idle: string[],
): string {
  const count = (outcome: EnvironmentImpact['outcome']) =>
    environments.filter(each => each.outcome === outcome).length;
  return [
    marker(`pr ${application}`),
    ...impactMarkdown({
      environments,
      summary: {
        unchanged: count('unchanged'),
        changed: count('changed'),
        blocked: count('blocked'),
        actions: actionsOf(environments),
      },
    }),
    ...(idle.length > 0 ? [`nothing runs in: ${idle.join(', ')}`, ''] : []),
  ].join('\n');
}

function actionsOf(environments: EnvironmentImpact[]): PlanSummary {
  const actions = {
    create: 0,
    update: 0,
    replace: 0,
    keep: 0,
    hold: 0,
    adopt: 0,
    retain: 0,
    detach: 0,
    destroy: 0,
  };
  for (const { impacts } of environments) {
    impacts.forEach(({ action }) => (actions[action] += 1));
  }
  return actions;
}

/** One that could not be computed is read like one that is refused: its problems say why. */
function wholeOf(impact: EnvironmentBlast): EnvironmentImpact {
  return impact.outcome === 'unknown'
    ? {
        ...impact,
        outcome: 'blocked',
        impacts: [],
        settings: [],
        policies: [],
        solved: [],
      }
    : impact;
}
