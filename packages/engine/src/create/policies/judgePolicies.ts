import {
  objectKey,
  ObjectTemplate,
  Policy,
  PolicyFinding,
  Value,
  ValueObject,
  Workload,
} from '../../model';
import { failedCriteria } from '../../match/criteria';
import { CelVariables, celVariables, judge } from '../cel';
import {
  contextView,
  profileContainers,
  RuleContext,
  workloadView,
} from '../workload';
import { valueAt } from '../workload/tree';

/** What policies are judged on. Leaves may be Secret (masked here) or Unknown (then `pending`). */
export interface PolicySubjects {
  context: RuleContext;
  /** The plan without its policies, as plain data with Unknown leaves where it has some. */
  plan: ValueObject;
  workloads: {
    workload: Workload;
    /** Container -> image, for containers that say `.`. */
    images: Record<string, string>;
    /** Its name. */
    profile: string;
    objects: ObjectTemplate[];
  }[];
  /** Objects that resources contribute. */
  resources: {
    /** The explicit id, if it has one. */
    id?: string;
    /** The workload that asks, if it has none. */
    workload?: string;
    objects: ObjectTemplate[];
  }[];
}

/** One thing to judge; it and its `variables` are made only where a policy asks for them. */
interface Subject {
  /** `plan`, `workload#NAME`, or an object's key. */
  name: string;
  id?: string;
  workload?: string;
  variables(): CelVariables;
}

/**
 * Every policy on everything it is about: broken, pending or passed, policies by name and subjects
 * in their order. Which subjects a policy is about is `on` and `criteria`; a criterion that the
 * subject cannot answer (the workload of a whole plan) does not match. A rule that cannot be
 * judged is broken, not passed: its message says why.
 */
export function judgePolicies(
  policies: Policy[],
  subjects: PolicySubjects,
): PolicyFinding[] {
  const on = subjectsOf(subjects);
  return [...policies]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(policy =>
      on[policy.on]()
        .filter(
          ({ id, workload }) =>
            failedCriteria(
              policy.criteria,
              { type: '', class: '', id, workload },
              subjects.context,
            ).length === 0,
        )
        .map(subject => judgeOne(policy, subject)),
    );
}

function judgeOne(policy: Policy, subject: Subject): PolicyFinding {
  const judgement = judge(policy.require, subject.variables());
  const finding = (
    outcome: PolicyFinding['outcome'],
    addition = '',
  ): PolicyFinding => ({
    policy: policy.name,
    effect: policy.effect,
    outcome,
    message: policy.message + addition,
    subject: subject.name,
  });
  switch (judgement.outcome) {
    case 'true':
      return finding('pass');
    case 'false':
      return finding('broken');
    case 'pending':
      return finding(
        'pending',
        ` (depends on ${judgement.on.from}, which is known only after apply)`,
      );
    default:
      return finding('broken', ` (cannot be judged: ${judgement.message})`);
  }
}

function subjectsOf(
  subjects: PolicySubjects,
): Record<Policy['on'], () => Subject[]> {
  const { context, plan, workloads, resources } = subjects;
  const shared = once(() =>
    celVariables({ context: contextView(context), plan }),
  );
  const variables = (own: () => Record<string, Value>) =>
    once(() => celVariables(own(), shared()));
  const objects = [
    ...workloads.map(({ workload, objects: own }) => ({
      workload: workload.name,
      id: undefined,
      objects: own,
    })),
    ...resources,
  ];
  return {
    plan: once(() => [
      {
        name: 'plan',
        variables: variables(() => ({
          manifests: objects.flatMap(({ objects: own }) => own),
        })),
      },
    ]),
    workload: once(() =>
      workloads.map(({ workload, images, profile, objects: manifests }) => ({
        name: `workload#${workload.name}`,
        workload: workload.name,
        variables: variables(() => ({
          workload: workloadView(workload, images),
          profile: {
            name: profile,
            containers: profileContainers(workload, manifests),
          },
          manifests,
        })),
      })),
    ),
    object: once(() =>
      objects.flatMap(({ id, workload, objects: own }) =>
        own.map(object => ({
          name: keyOf(object),
          id,
          workload,
          variables: variables(() => ({ object })),
        })),
      ),
    ),
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function keyOf(object: ObjectTemplate): string {
  const namespace = valueAt(object, 'metadata', 'namespace');
  return objectKey({
    apiVersion: String(object.apiVersion),
    kind: String(object.kind),
    ...(typeof namespace === 'string' && { namespace }),
    name: String(valueAt(object, 'metadata', 'name')),
  });
}
