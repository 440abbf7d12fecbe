import {
  Explanation,
  MatchContext,
  MatchRequest,
  Platform,
  ResourceDefinition,
  compareText,
} from '../model';
import { Contender, judge } from './explanation';
import { nearestTexts } from './nearest';

/** With no definition of a type at all, so many of the nearest types are named. */
const NEAREST_TYPES = 3;

/**
 * Which definition provisions what is asked for (semantics 2), with the explanation of every
 * definition of that type. `winner` is unset when none matches, or when several match with
 * the same specificity.
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
      const contenders = index
        ? index.definitions.map(definition => contender(definition, request, 0))
        : ofNearestTypes(types, request);
      answer = judge(contenders, request, context);
      answers.set(key, answer);
    }
    return { request, context, ...answer };
  };
}

function contender(
  definition: ResourceDefinition,
  request: MatchRequest,
  distance: number,
): Contender {
  const { name, criteria, type } = definition;
  const exactClass = definition.class !== '*';
  const failed: Contender['failed'] = [];
  if (type !== request.type) {
    failed.push({ key: 'type', wanted: type, got: request.type });
  }
  // A class never falls back to `default`: somebody who asks for `large` wants it large.
  if (exactClass && definition.class !== request.class) {
    failed.push({
      key: 'class',
      wanted: definition.class,
      got: request.class,
    });
  }
  return { name, criteria, failed, exactClass, distance };
}

function ofNearestTypes(
  types: Map<string, TypeIndex>,
  request: MatchRequest,
): Contender[] {
  const nearest = nearestTexts(request.type, [...types.keys()], NEAREST_TYPES);
  return nearest.flatMap((type, distance) => {
    const [first] = [...(types.get(type)?.definitions ?? [])].sort((a, b) =>
      compareText(a.name, b.name),
    );
    return first ? [contender(first, request, distance)] : [];
  });
}
