import {
  changesOf,
  explained,
  Finding,
  inspectObject,
  isOfForm,
  printField,
} from '@tutti/kubernetes';
import { KubeObject } from '../../json';
import { FieldProblem } from '../../status';
import { Kind, kindKey } from '../kind';

/** What a real API server would refuse (422) of an object whose form is right. */
export function problemsOf(
  kind: Kind,
  object: KubeObject,
  previous: KubeObject | undefined,
): FieldProblem[] {
  const findings = inspectObject(object, kind.shape).filter(
    finding => !isOfForm(finding) && !(previous && isOfName(finding)),
  );
  return [
    ...findings,
    ...(previous ? changesOf(kindKey(kind), object, previous) : []),
  ].map(finding => problemOf(kind, finding));
}

/** The name of what exists was good enough when it came. */
function isOfName({ path }: Finding): boolean {
  return path.join('.') === 'metadata.name';
}

const reasons: Record<Finding['reason'], FieldProblem['reason']> = {
  required: 'FieldValueRequired',
  invalid: 'FieldValueInvalid',
  unsupported: 'FieldValueNotSupported',
  forbidden: 'FieldValueForbidden',
  duplicate: 'FieldValueDuplicate',
  notFound: 'FieldValueNotFound',
  tooLong: 'FieldValueTooLong',
  type: 'FieldValueTypeInvalid',
  repeated: 'FieldValueDuplicate',
  unnamed: 'FieldValueRequired',
};

function problemOf({ shape }: Kind, finding: Finding): FieldProblem {
  return {
    field: printField(shape, finding.path),
    reason: reasons[finding.reason],
    message: explained(finding),
  };
}
