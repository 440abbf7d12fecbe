import { JsonValue, Problem, ResourceType } from '../../model';
import { numeralFinding, wantsNumber } from '../../read/numerals';
import { formatPath } from '../../read/path';
import { violations } from '../values/violations';
import { NodeDraft, ParamsSource } from './NodeDraft';
import { placeOf } from './paramsProblems';

/**
 * Numbers in a Score file's params that are printed otherwise than they were written, where the
 * resource type does not say that it is a number: `version: 3.10` would become 3.1. Those of
 * definitions are found when the platform is read.
 */
export function numeralProblems(
  draft: NodeDraft,
  type: ResourceType,
  source: ParamsSource,
): Problem[] {
  if (source.kind !== 'score') {
    return [];
  }
  const { numerals = [] } = source.workload.resources[source.resource];
  const judge = (params: JsonValue) => violations(type.params, params);
  return numerals
    .filter(numeral => !wantsNumber(judge, source.params, numeral))
    .map(({ path }) => {
      const { code, message, hint } = numeralFinding(path);
      return {
        severity: 'error',
        code,
        message,
        hint,
        address: draft.address,
        ...placeOf(source, formatPath(path)),
      };
    });
}
