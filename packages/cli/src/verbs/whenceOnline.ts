import type {
  Lineage,
  RuntimeNode,
  TuttiClient,
} from '@tutti/plugin-tutti-common';
import { refusalOf, RefusedByPortal } from '../online/errors';
import { portalAt, PortalOptions } from '../online/portal';
import { ranImageText } from '../online/ranImage';
import { Output, rendered } from '../render';
import { EXIT, Terminal, UsageError } from '../Terminal';
import { Fact, facts, patchFacts } from './facts';

export interface WhenceOnlineOptions extends PortalOptions {
  application?: string;
  environment: string;
  namespace?: string;
  output: Output;
}

/** The largest page that a portal gives. */
const PAGE = 500;

/**
 * Who deployed an object that runs, from which files, and by which platform: what the portal keeps of it.
 *
 * @throws UsageError where no application is named; RefusedByPortal, NoAnswer
 */
export async function whenceOnline(
  object: string,
  options: WhenceOnlineOptions,
  terminal: Terminal,
): Promise<number> {
  const { application, environment, output } = options;
  if (application === undefined) {
    throw new UsageError(
      'give Score files; or, to ask a portal, --application and --environment',
    );
  }
  const tutti = portalAt(options, terminal);
  try {
    const { uid } = await find(tutti, object, { ...options, application });
    const lineage = await tutti.getLineage(application, environment, uid);
    terminal.out(
      output === 'text' ? asText(lineage) : rendered(lineage, output),
    );
    return EXIT.ok;
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Kinds are written with and without capitals. */
async function find(
  tutti: TuttiClient,
  object: string,
  options: WhenceOnlineOptions & { application: string },
): Promise<RuntimeNode> {
  const { application, environment, namespace } = options;
  const [kind, name = ''] = object.split('/');
  const found: RuntimeNode[] = [];
  let cursor: string | undefined;
  do {
    const page = await tutti.listRuntimeObjects(application, environment, {
      search: name || kind,
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    });
    if (page.error !== undefined) throw new RefusedByPortal(page.error);
    // With what is found comes what stands above it.
    found.push(
      ...page.items.filter(
        node =>
          node.kind.toLowerCase() === kind.toLowerCase() &&
          node.name === name &&
          (namespace === undefined || node.namespace === namespace),
      ),
    );
    cursor = page.next;
  } while (cursor !== undefined);
  const [first, ...others] = found;
  if (!first || others.length > 0) {
    const where = `${application}/${environment}`;
    throw new RefusedByPortal(
      first
        ? `There is more than one ${object} in ${where}: say which with --namespace.`
        : `Of ${where} there is no ${object}. Write kind and name as the cluster has them: Deployment/web. What somebody else runs there is not Tutti's to know.`,
    );
  }
  return first;
}

function asText(lineage: Lineage): string {
  const { object, deployment, workload, resource, profile, command } = lineage;
  const lines: Fact[] = [
    [
      'object',
      [object.kind, object.namespace, object.name].filter(Boolean).join('/'),
    ],
  ];
  if (workload) lines.push(...workloadFacts(workload));
  if (resource) lines.push(...resourceFacts(resource));
  if (profile) {
    lines.push(
      ['profile', `${profile.name}, ${profile.file}:${profile.line}`],
      ...profile.patches.flatMap(patchFacts),
    );
  }
  lines.push(...deploymentFacts(deployment), ['offline', command]);
  return facts(lines);
}

function workloadFacts({
  name,
  release,
  version,
  url,
  images = [],
}: NonNullable<Lineage['workload']>): Fact[] {
  const which = version === undefined ? '' : `, version ${version}`;
  const of = release === undefined ? '' : `, release ${release}`;
  return [
    ['made by', `workload ${name}${which}${of}`],
    ['score', url ?? 'kept in the portal'],
    ...images.map((image): Fact => ['image', ranImageText(image)]),
  ];
}

function resourceFacts({
  address,
  definition,
  driver,
  file,
  line,
}: NonNullable<Lineage['resource']>): Fact[] {
  return [
    ['made by', `resource ${address}`],
    ...(definition === undefined
      ? []
      : [
          [
            'definition',
            `${definition} (driver ${driver}), ${file}:${line}`,
          ] satisfies Fact,
        ]),
  ];
}

function deploymentFacts(deployment: Lineage['deployment']): Fact[] {
  if (!deployment) {
    return [
      ['deployment', 'the object does not say which one changed it last'],
    ];
  }
  const { number, id, requestedBy, requestedAt, approvals } = deployment;
  const { planHash, platformRevision } = deployment;
  return [
    ['deployment', `#${number} (${id})`],
    ['asked by', `${requestedBy}, ${requestedAt}`],
    ...(approvals.length === 0
      ? [['approved by', 'nobody had to'] satisfies Fact]
      : approvals.map(
          ({ by, at, comment }): Fact => [
            'approved by',
            `${by}, ${at}${comment ? `: ${comment}` : ''}`,
          ],
        )),
    ...(planHash === undefined ? [] : [['plan', planHash] satisfies Fact]),
    ...(platformRevision === undefined
      ? []
      : [['platform', `revision ${platformRevision}`] satisfies Fact]),
  ];
}
