import {
  Explanation,
  MatchContext,
  MatchRequest,
  Platform,
  ResourceDefinition,
} from '../model';
import { Contender, judge } from './explanation';

/**
 * Which definition provisions what is asked for, with the explanation of every definition of that
 * type (docs/reference/semantics.md, Match). `winner` is unset when none matches, or when several
 * match with the same specificity.
 */
export function matchDefinition(
  platform: Platform,
  request: MatchRequest,
  context: MatchContext,
): Explanation {
  return definitionMatcher(platform, context)(request);
}

interface TypeIndex {
  definitions: ResourceDefinition[];
  byId: boolean;
  byWorkload: boolean;
}

/**
 * `matchDefinition` for many requests in one context: definitions are indexed by type, and
 * requests that no definition of their type can tell apart share one answer.
 */
export function definitionMatcher(
  platform: Platform,
  context: MatchContext,
): (request: MatchRequest) => Explanation {
  const types = new Map<string, TypeIndex>();
  for (const definition of Object.values(platform.definitions)) {
    const index = types.get(definition.type) ?? {
      definitions: [],
      byId: false,
      byWorkload: false,
    };
    index.definitions.push(definition);
    index.byId ||= definition.criteria.resourceId !== undefined;
    index.byWorkload ||= definition.criteria.workload !== undefined;
    types.set(definition.type, index);
  }

  const answers = new Map<string, Pick<Explanation, 'winner' | 'candidates'>>();
  return request => {
    const index = types.get(request.type);
    const key = JSON.stringify([
      request.type,
      request.class,
      index?.byId || index?.byWorkload ? request.id : undefined,
      index?.byWorkload ? request.workload : undefined,
    ]);
    let answer = answers.get(key);
    if (!answer) {
      const contenders = (index?.definitions ?? []).map(definition =>
        contender(definition, request),
      );
      answer = judge(contenders, request, context);
      answers.set(key, answer);
    }
    return { request, context, ...answer };
  };
}

function contender(
  { name, criteria, class: served }: ResourceDefinition,
  request: MatchRequest,
): Contender {
  const exactClass = served !== '*';
  const failed: Contender['failed'] = [];
  // A class never falls back to `default`: somebody who asks for `large` wants it large.
  if (exactClass && served !== request.class) {
    failed.push({ key: 'class', wanted: served, got: request.class });
  }
  return { name, criteria, failed, exactClass };
}
