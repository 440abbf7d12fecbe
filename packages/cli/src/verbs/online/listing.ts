import {
  ApplicationSummary,
  EnvironmentSummary,
  hasProblem,
  Health,
  lastDeploymentFailed,
  TuttiClient,
} from '@tutti/plugin-tutti-common';
import { columns } from '../../columns';
import { answered } from '../../online/errors';
import { harmless } from '../../online/harmless';
import { portalAt, PortalOptions } from '../../online/portal';
import { Output, rendered } from '../../render';
import { EXIT, Terminal } from '../../Terminal';

/** The largest page that a portal gives. */
const PAGE = 100;

export interface ListOptions extends PortalOptions {
  output: Output;
}

export interface AppsOptions extends ListOptions {
  /** Of what the caller owns. */
  mine?: boolean;
  /** Words that are all in the name or the title. */
  search?: string;
}

/** Applications, and how each of their environments is. */
export function apps(options: AppsOptions, terminal: Terminal) {
  return answered(terminal, async () => {
    const tutti = portalAt(options, terminal);
    const items = await all(tutti, options);
    terminal.out(
      options.output === 'text'
        ? columns(items.map(appRow), 'no application')
        : rendered(items, options.output),
    );
    return EXIT.ok;
  });
}

/** Environments of an application, in the order of their types: what runs, and how it is. */
export function envs(
  application: string,
  options: ListOptions,
  terminal: Terminal,
) {
  return answered(terminal, async () => {
    const { environments } = await portalAt(options, terminal).getApplication(
      application,
    );
    terminal.out(
      options.output === 'text'
        ? columns(environments.map(envRow), `${application} has no environment`)
        : rendered(environments, options.output),
    );
    return EXIT.ok;
  });
}

async function all(
  tutti: TuttiClient,
  { mine, search }: AppsOptions,
): Promise<ApplicationSummary[]> {
  const items: ApplicationSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await tutti.listApplications({
      ...(mine && { mine }),
      ...(search !== undefined && { search }),
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return items;
}

function appRow({ name, title, owner, environments }: ApplicationSummary) {
  const unwell = environments.filter(hasProblem).map(each => each.name);
  return [
    name,
    title === name ? '' : title,
    owner ?? '',
    `${environments.length} ${
      environments.length === 1 ? 'environment' : 'environments'
    }`,
    ...(unwell.length > 0 ? [`look at: ${unwell.join(', ')}`] : []),
  ].map(harmless);
}

function envRow(environment: EnvironmentSummary): string[] {
  const { name, type, release, lastDeployment } = environment;
  return [
    name,
    type,
    release ? `release ${release.number}` : 'nothing runs',
    lastDeployment
      ? `#${lastDeployment.number} ${lastDeployment.status}`
      : 'never deployed',
    stateOf(environment),
  ].map(harmless);
}

/** What a person should know first. */
function stateOf(environment: EnvironmentSummary): string {
  const { health, paused, frozen, hold, lastDeployment } = environment;
  const { pendingChanges, drift } = environment;
  return [
    ...(lastDeploymentFailed(environment) && lastDeployment?.failure
      ? [lastDeployment.failure]
      : []),
    ...healthOf(health),
    ...(paused ? ['paused'] : []),
    ...(frozen ? [`frozen until ${frozen.until}: ${frozen.title}`] : []),
    ...(hold ? [`held by ${hold.by}: ${hold.reason}`] : []),
    ...(drift ? [`${drift.objects} changed by others`] : []),
    ...(pendingChanges > 0 ? [`${pendingChanges} not deployed yet`] : []),
  ].join('; ');
}

function healthOf({ status, healthy, of, message }: Health): string[] {
  if (status === 'empty') return [];
  const counted = of > 0 ? `${status} ${healthy}/${of}` : status;
  return [message && status !== 'healthy' ? `${counted}: ${message}` : counted];
}
