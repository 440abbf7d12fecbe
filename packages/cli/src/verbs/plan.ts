import { Plan } from '@tutti/engine';
import { loadSet, WorkloadOptions } from '../inputs';
import { readKnown } from '../offline/known';
import { planOffline } from '../offline/planOffline';
import { PlaceOptions, placeOf } from '../place';
import { Output, rendered, writeProblems } from '../render';
import { EXIT, Terminal } from '../Terminal';

export interface PlanOptions extends PlaceOptions, WorkloadOptions {
  platform: string[];
  /** Files with what the portal would know: see `readKnown`. */
  values?: string[];
}

/**
 * What a first deployment would create. Undefined when it cannot be planned; the problems are
 * written.
 */
export async function offlinePlan(
  paths: string[],
  options: PlanOptions,
  stand: 'unknown' | 'standIn',
  terminal: Terminal,
): Promise<Plan | undefined> {
  const { platform, workloads } = loadSet(paths, options);
  writeProblems([...platform.problems, ...workloads.problems], terminal);
  if (!platform.ok || !workloads.ok) {
    return undefined;
  }
  const place = placeOf(options, platform.value);
  const planned = await planOffline(
    platform.value,
    workloads.value,
    place,
    readKnown(options.values ?? []),
    stand,
  );
  writeProblems(planned.problems, terminal);
  return planned.ok ? planned.value : undefined;
}

export async function plan(
  paths: string[],
  options: PlanOptions & { output: Output },
  terminal: Terminal,
): Promise<number> {
  const planned = await offlinePlan(paths, options, 'unknown', terminal);
  if (!planned) {
    return EXIT.problems;
  }
  terminal.out(
    options.output === 'text'
      ? asText(planned)
      : rendered(planned, options.output),
  );
  return planned.deployable ? EXIT.ok : EXIT.problems;
}

function asText(planned: Plan): string {
  return [
    `${planned.application} to ${planned.environment} (${planned.environmentType}), namespace ${planned.target.namespace}, nothing there yet`,
    ...planned.steps.flatMap(step => [
      `${step.action} ${step.address}`,
      ...step.objects.map(({ ref }) => `    ${ref.kind} ${ref.name}`),
    ]),
    ...planned.policies
      .filter(({ outcome }) => outcome !== 'pass')
      .map(one => `${one.effect} ${one.policy}: ${one.message}`),
    planned.deployable ? 'may be deployed' : 'may not be deployed',
    '',
  ].join('\n');
}
