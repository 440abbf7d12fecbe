import { JsonObject, JsonValue, Right, TargetCall } from '@tutti/engine';
import {
  ClusterQuestion,
  ClusterReport,
  MissingRight,
} from '@tutti/plugin-tutti-node';
import { ApiAnswer } from './ApiClient';
import { Cluster } from './Cluster';
import { dryRun } from './dryRun';
import { refusalError } from './errors';
import { at, textAt } from './json';

/** Questions about rights at the same time. */
const PARALLEL = 8;

/** Where a dry run is tried if nobody names a namespace; every cluster has it. */
const COMMON_NAMESPACE = 'default';

/**
 * Looks at a cluster with the account's own eyes: its version, how long it takes, as whom it knows us, and which
 * of the rights are missing (SelfSubjectAccessReview). Changes nothing.
 *
 * @throws TargetError when it does not answer
 */
export async function check(
  cluster: Cluster,
  {
    rights,
    namespace,
    impersonates,
  }: Omit<ClusterQuestion, 'cluster'> & { impersonates: boolean },
  call: TargetCall,
): Promise<ClusterReport> {
  await cluster.identify(call);
  const began = performance.now();
  const version = await get(cluster, '/version', 'ask for its version', call);
  const latencyMs = Math.round(performance.now() - began);
  const questions = questionsOf(rights, namespace, impersonates);
  const refused: Question[] = [];
  for (let first = 0; first < questions.length; first += PARALLEL) {
    const some = questions.slice(first, first + PARALLEL);
    const allowed = await Promise.all(
      some.map(question => isAllowed(cluster, question, call)),
    );
    refused.push(...some.filter((_, index) => !allowed[index]));
  }
  return {
    version: textAt(version, 'gitVersion') ?? '',
    latencyMs,
    account: await accountOf(cluster, call),
    impersonates,
    asked: questions.length,
    missing: missingOf(refused),
    dryRun: await dryRunOf(cluster, namespace ?? COMMON_NAMESPACE, call),
  };
}

interface Question {
  group: string;
  resource: string;
  verb: string;
  namespace?: string;
  /** One object of them stands for all that may be read. */
  name?: string;
}

function questionsOf(
  rights: Right[],
  namespace: string | undefined,
  impersonates: boolean,
): Question[] {
  const acting = impersonates
    ? ['users', 'groups'].map(resource => ({
        group: '',
        resource,
        verb: 'impersonate',
      }))
    : [];
  return [
    ...rights.flatMap(({ group, resource, verbs, namespaced, only }) =>
      verbs
        // In a namespace that is there nobody makes one.
        .filter(
          verb =>
            namespace === undefined ||
            verb !== 'create' ||
            resource !== 'namespaces',
        )
        .map(verb => {
          const place =
            only?.namespace ??
            (namespaced || resource === 'namespaces' ? namespace : undefined);
          return {
            group,
            resource,
            verb,
            ...(place !== undefined && { namespace: place }),
            ...(only?.names?.[0] !== undefined && { name: only.names[0] }),
          };
        }),
    ),
    ...acting,
  ];
}

/** `pods/log` is a resource and its part. */
async function isAllowed(
  cluster: Cluster,
  { group, resource: whole, verb, namespace, name }: Question,
  call: TargetCall,
): Promise<boolean> {
  const [resource, subresource] = whole.split('/');
  const answer = await review(
    cluster,
    'authorization.k8s.io/v1',
    'SelfSubjectAccessReview',
    {
      resourceAttributes: {
        group,
        resource,
        verb,
        ...(subresource !== undefined && { subresource }),
        ...(namespace !== undefined && { namespace }),
        ...(name !== undefined && { name }),
      },
    },
    call,
  );
  return at(answer, 'status', 'allowed') === true;
}

async function accountOf(cluster: Cluster, call: TargetCall): Promise<string> {
  const answer = await review(
    cluster,
    'authentication.k8s.io/v1',
    'SelfSubjectReview',
    {},
    call,
  );
  return textAt(at(answer, 'status', 'userInfo'), 'username') ?? '';
}

async function dryRunOf(
  cluster: Cluster,
  namespace: string,
  call: TargetCall,
): Promise<ClusterReport['dryRun']> {
  const manifest = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'tutti-check' },
  };
  const answer = await dryRun(
    { cluster, namespace },
    { manifest, precondition: 'absent' },
    call,
  );
  switch (answer.outcome) {
    case 'accepted':
      return { works: true };
    case 'refused':
      return { works: false, why: answer.message };
    default:
      return answer.why === 'moved'
        ? { works: true }
        : {
            works: false,
            why: `namespace ${namespace} cannot be asked (${answer.why})`,
          };
  }
}

/** By resource, in the order in which they were asked about. */
function missingOf(questions: Question[]): MissingRight[] {
  const missing = new Map<string, MissingRight>();
  for (const { group, resource, verb } of questions) {
    const key = `${group}/${resource}`;
    const right = missing.get(key) ?? { group, resource, verbs: [] };
    missing.set(key, { ...right, verbs: [...right.verbs, verb] });
  }
  return [...missing.values()];
}

async function review(
  cluster: Cluster,
  apiVersion: string,
  kind: string,
  spec: JsonObject,
  call: TargetCall,
): Promise<JsonValue | undefined> {
  const deed = `ask for rights (${kind})`;
  const body = {
    apiVersion,
    kind,
    ...(Object.keys(spec).length > 0 && { spec }),
  };
  const path = `/apis/${apiVersion}/${kind.toLowerCase()}s`;
  return success(
    cluster,
    deed,
    await cluster.send({ method: 'POST', path, body, deed }, call),
  );
}

async function get(
  cluster: Cluster,
  path: string,
  deed: string,
  call: TargetCall,
): Promise<JsonValue | undefined> {
  return success(
    cluster,
    deed,
    await cluster.send({ method: 'GET', path, deed }, call),
  );
}

function success(
  cluster: Cluster,
  deed: string,
  answer: ApiAnswer,
): JsonValue | undefined {
  if (answer.status >= 300) {
    throw refusalError({ cluster: cluster.name, deed }, answer);
  }
  return answer.body;
}
