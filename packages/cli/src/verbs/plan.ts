import { Plan, planDeployment, PlanRequest } from '@tutti/engine';
import { paint } from '../colour';
import { loadSet, WorkloadOptions } from '../inputs';
import { portsFor } from '../offline/assumptions';
import { readKnown } from '../offline/known';
import { offlineRequest } from '../offline/offlineRequest';
import { PlaceOptions, placeOf, placeProblems } from '../place';
import { hasErrors, Output, rendered, writeProblems } from '../render';
import { EXIT, Terminal } from '../Terminal';

export interface PlanOptions extends PlaceOptions, WorkloadOptions {
  platform: string[];
  /** Files with what the portal would know: see `readKnown`. */
  values?: string[];
}

/**
 * A first deployment of what the paths name. Undefined when they cannot be read; the problems are
 * written.
 */
export function readRequest(
  paths: string[],
  options: PlanOptions,
  terminal: Terminal,
): PlanRequest | undefined {
  const known = readKnown(options.values ?? []);
  const { platform, workloads } = loadSet(paths, options, terminal.progress);
  writeProblems(
    [...known.problems, ...platform.problems, ...workloads.problems],
    terminal,
  );
  if (!known.ok || !platform.ok || !workloads.ok) {
    return undefined;
  }
  const place = placeOf(options, platform.value);
  const misplaced = placeProblems(place, platform.value);
  writeProblems(misplaced, terminal);
  if (hasErrors(misplaced)) {
    return undefined;
  }
  terminal.progress('planning');
  return offlineRequest(platform.value, workloads.value, place, known.value);
}

/** The plan of a first deployment, with what it was asked for. Undefined as of `readRequest`. */
export async function planOffline(
  paths: string[],
  options: PlanOptions,
  terminal: Terminal,
): Promise<{ request: PlanRequest; planned: Plan } | undefined> {
  const request = readRequest(paths, options, terminal);
  if (!request) {
    return undefined;
  }
  const { ports, assumptions } = portsFor(request);
  const result = await planDeployment(request, ports);
  writeProblems([...assumptions(), ...result.problems], terminal);
  return result.ok ? { request, planned: result.value } : undefined;
}

/** What a first deployment would create. */
export async function plan(
  paths: string[],
  options: PlanOptions & { output: Output },
  terminal: Terminal,
): Promise<number> {
  const offline = await planOffline(paths, options, terminal);
  if (!offline) {
    return EXIT.problems;
  }
  const { planned } = offline;
  terminal.out(
    options.output === 'text'
      ? asText(planned, terminal.colours.out)
      : rendered(planned, options.output),
  );
  return planned.deployable ? EXIT.ok : EXIT.problems;
}

function asText(planned: Plan, coloured: boolean): string {
  return [
    `${planned.application} to ${planned.environment} (${planned.environmentType}), namespace ${planned.target.namespace}, nothing there yet`,
    ...planned.steps.flatMap(step => [
      `${paint(step.action, 'green', coloured)} ${step.address}`,
      ...step.objects.map(({ ref }) => `    ${ref.kind} ${ref.name}`),
    ]),
    ...planned.policies
      .filter(({ outcome }) => outcome !== 'pass')
      .map(
        ({ effect, policy, message }) =>
          `${paint(
            effect,
            effect === 'deny' ? 'red' : 'yellow',
            coloured,
          )} ${policy}: ${message}`,
      ),
    planned.deployable
      ? 'may be deployed'
      : paint('may not be deployed', 'red', coloured),
    '',
  ].join('\n');
}
