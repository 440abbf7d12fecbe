import { JsonObject, objectAt } from '../json';
import { ReviewKind } from './discovery';

const user = {
  username: 'sandbox-simulation',
  groups: ['system:masters', 'system:authenticated'],
};

/** Kinds that are only asked: they are answered and not kept. Nobody is refused anything here. */
const answers: (ReviewKind & { answer(body: JsonObject): JsonObject })[] = [
  access('SelfSubjectAccessReview', 'selfsubjectaccessreviews', false),
  access('SubjectAccessReview', 'subjectaccessreviews', false),
  access('LocalSubjectAccessReview', 'localsubjectaccessreviews', true),
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    kind: 'SelfSubjectRulesReview',
    plural: 'selfsubjectrulesreviews',
    namespaced: false,
    answer: () => ({
      resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
      nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
      incomplete: false,
    }),
  },
  {
    group: 'authentication.k8s.io',
    version: 'v1',
    kind: 'SelfSubjectReview',
    plural: 'selfsubjectreviews',
    namespaced: false,
    answer: () => ({ userInfo: user }),
  },
  {
    group: 'authentication.k8s.io',
    version: 'v1',
    kind: 'TokenReview',
    plural: 'tokenreviews',
    namespaced: false,
    answer: () => ({ authenticated: true, user }),
  },
];

function access(kind: string, plural: string, namespaced: boolean) {
  return {
    group: 'authorization.k8s.io',
    version: 'v1',
    kind,
    plural,
    namespaced,
    answer: () => ({ allowed: true, reason: 'simulation: everybody may' }),
  };
}

export const reviewKinds: ReviewKind[] = answers;

/** The answer to a question posted at this path, or undefined when nothing is asked there. */
export function answerReview(
  path: { group: string; version: string; plural: string },
  body: JsonObject,
): JsonObject | undefined {
  const found = answers.find(
    ({ group, version, plural }) =>
      group === path.group &&
      version === path.version &&
      plural === path.plural,
  );
  if (!found) return undefined;
  return {
    kind: found.kind,
    apiVersion: `${found.group}/${found.version}`,
    metadata: {},
    spec: objectAt(body, 'spec'),
    status: found.answer(body),
  };
}
