import { Finding } from '../report';
import { CriteriaDocument, PlatformDocument } from './document';

const ENTITY_REF = /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/;

type RequestKey = 'resourceId' | 'workload';

/** What a policy's subjects cannot answer. */
const NOT_ASKED_ABOUT: Record<'plan' | 'workload' | 'object', RequestKey[]> = {
  plan: ['resourceId', 'workload'],
  workload: ['resourceId'],
  object: [],
};

/** Criteria that nothing can meet: what they guard is never chosen, or never judged (docs/reference/semantics.md, Match). */
export function* criteriaFindings(
  document: PlatformDocument,
): Generator<Finding> {
  switch (document.kind) {
    case 'ResourceDefinition': {
      const { criteria } = document.spec;
      if (criteria.workload && criteria.resourceId) {
        yield neverMatches(
          'workload',
          'A resource with an explicit id has no workload of its own, so "workload" and "resourceId" never match together.',
        );
      }
      yield* ownerFindings(criteria);
      break;
    }
    case 'Target':
      yield* unanswered(
        document.spec.criteria,
        ['resourceId', 'workload'],
        'a target is not chosen',
      );
      yield* ownerFindings(document.spec.criteria);
      break;
    case 'Policy': {
      const { criteria, on } = document.spec;
      yield* unanswered(
        criteria,
        NOT_ASKED_ABOUT[on],
        `what it is judged on, a ${on}, is not chosen`,
      );
      yield* ownerFindings(criteria);
      break;
    }
    default:
  }
}

function* unanswered(
  criteria: CriteriaDocument,
  keys: RequestKey[],
  because: string,
): Generator<Finding> {
  for (const key of keys) {
    if (criteria[key] !== undefined) {
      yield neverMatches(
        key,
        `This never matches: ${because} by ${
          key === 'workload' ? 'a workload' : 'a resource'
        }.`,
      );
    }
  }
}

function* ownerFindings({ owner }: CriteriaDocument): Generator<Finding> {
  const owners = [owner ?? []].flat();
  if (owners.some(text => !ENTITY_REF.test(text))) {
    yield neverMatches(
      'owner',
      'An owner is compared as a full entity reference, which this is not.',
      'write it as in "group:default/team-a"',
    );
  }
}

function neverMatches(
  key: keyof CriteriaDocument,
  message: string,
  hint?: string,
): Finding {
  return {
    severity: 'warning',
    path: ['spec', 'criteria', key],
    code: 'NeverMatches',
    message,
    hint,
  };
}
