import {
  fail,
  own,
  Platform,
  rbacManifests,
  RbacSubject,
  Result,
  rightsFor,
  succeed,
} from '@tutti/engine';
import { ClusterCheck } from '@tutti/plugin-tutti-common';
import { loadPlatformAt } from '../inputs';
import { refusalOf } from '../online/errors';
import { portalAt, PortalOptions } from '../online/portal';
import { Output, rendered, writeProblems } from '../render';
import { EXIT, Terminal, UsageError } from '../Terminal';
import { yaml } from '../yaml';

export interface RbacVerbOptions {
  platform: string[];
  /** Of one Target only. */
  target?: string;
  /** Rights in these namespaces only. */
  namespace?: string[];
  /** `namespace/name` of a service account, `user:NAME` or `group:NAME`. */
  subject: string;
  impersonate?: boolean;
}

/** The rights that the account of Tutti needs, as manifests. */
export function rbac(options: RbacVerbOptions, terminal: Terminal): number {
  const subject = subjectOf(options.subject);
  const platform = loadPlatformAt(options.platform, terminal.progress);
  const asked = platform.ok ? withTarget(platform.value, options) : platform;
  writeProblems([...platform.problems, ...asked.problems], terminal);
  if (!asked.ok) {
    return EXIT.problems;
  }
  const { rights, notes } = rightsFor(
    asked.value,
    options.target === undefined ? undefined : [options.target],
  );
  const manifests = rbacManifests(rights, {
    subject,
    ...(options.namespace && { namespaces: options.namespace }),
    impersonates: options.impersonate ?? false,
  });
  terminal.out(
    [
      ...notes.map(note => `# ${note}\n`),
      manifests.map(yaml).join('---\n'),
    ].join(''),
  );
  return EXIT.ok;
}

function withTarget(
  platform: Platform,
  { target }: RbacVerbOptions,
): Result<Platform> {
  if (target === undefined || own(platform.targets, target)) {
    return succeed(platform);
  }
  const names = Object.keys(platform.targets).sort().join(', ');
  return fail([
    {
      severity: 'error',
      code: 'UnknownTarget',
      message: `The platform has no Target ${target}.`,
      hint: `Name one of ${names || 'none'}.`,
    },
  ]);
}

/** @throws UsageError when it is neither */
function subjectOf(text: string): RbacSubject {
  const [, kind, person] = /^(user|group):(.+)$/.exec(text) ?? [];
  if (kind) {
    return { kind: kind === 'user' ? 'User' : 'Group', name: person };
  }
  const [, namespace, name] = /^([a-z0-9-]+)\/([a-z0-9.-]+)$/.exec(text) ?? [];
  if (!namespace) {
    throw new UsageError(
      `--subject ${text}: give a service account as namespace/name, or user:NAME or group:NAME`,
    );
  }
  return { kind: 'ServiceAccount', namespace, name };
}

export interface CheckOptions extends PortalOptions {
  /** Rights there; else in every one. */
  namespace?: string;
  output: Output;
}

/** What a cluster of a portal says about Tutti's account in it. */
export async function checkCluster(
  cluster: string,
  { namespace, output, ...options }: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  const tutti = portalAt(options, terminal);
  const check = await tutti.checkCluster(cluster, namespace).catch(error => {
    throw refusalOf(error);
  });
  terminal.out(output === 'text' ? asText(check) : rendered(check, output));
  return check.reachable && check.missing.length === 0 && check.dryRun.works
    ? EXIT.ok
    : EXIT.problems;
}

function asText(check: ClusterCheck): string {
  if (!check.reachable) {
    return `${check.cluster} does not answer: ${check.problem}\n`;
  }
  const { version, latencyMs, account, impersonates, missing, dryRun } = check;
  const where =
    check.namespace === undefined
      ? 'every namespace'
      : `namespace ${check.namespace}`;
  return [
    `${check.cluster}: Kubernetes ${version}, ${latencyMs} ms, knows Tutti as ${account}`,
    ...(impersonates
      ? ['deployments write in the name of who asked for them']
      : []),
    ...(missing.length === 0
      ? [`no right is missing in ${where} (${check.asked} asked about)`]
      : [
          `missing in ${where}:`,
          ...missing.map(
            ({ group, resource, verbs }) =>
              `    ${group ? `${resource}.${group}` : resource}: ${verbs.join(
                ', ',
              )}`,
          ),
          'tutti cluster rbac prints the manifests that give them',
        ]),
    dryRun.works
      ? 'plans can ask it (dry run)'
      : `plans cannot ask it: ${dryRun.why}`,
    '',
  ].join('\n');
}
