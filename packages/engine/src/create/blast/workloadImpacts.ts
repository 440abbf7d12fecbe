import {
  Digest,
  EnvironmentState,
  Impact,
  isValueObject,
  ObjectTemplate,
  Reason,
} from '../../model';
import { workloadHash } from '../draft/fingerprint';
import { changes } from './changes';
import { Foreseen } from './Foreseen';

/** Workloads whose manifests are not the same. One that cannot be made has its problem instead. */
export function workloadImpacts(
  was: Foreseen,
  is: Foreseen,
  state: EnvironmentState,
  digest: Digest,
): Impact[] {
  const records = new Map(state.workloads.map(one => [one.workload, one]));
  return [...is.workloads.values()].flatMap(
    ({ address, workload, objects }): Impact[] => {
      const record = records.get(workload.name);
      const hash =
        is.place &&
        workloadHash(
          objects.map(template => ({ template })),
          is.place,
          digest,
        );
      // What is there already, whatever the old platform wanted and nobody deployed.
      if (record?.lifecycle === 'ready' && record.appliedHash === hash) {
        return [];
      }
      const before = was.workloads.get(address);
      const reasons = before ? objectReasons(before.objects, objects) : [];
      return reasons.length > 0
        ? [
            {
              kind: 'workload',
              address,
              action: 'update',
              reasons,
              stateful: false,
            },
          ]
        : [];
    },
  );
}

function objectReasons(
  before: ObjectTemplate[],
  after: ObjectTemplate[],
): Reason[] {
  const old = new Map(before.map(object => [titleOf(object), object]));
  const now = new Map(after.map(object => [titleOf(object), object]));
  return [
    ...[...now].flatMap(([title, object]) => {
      const was = old.get(title);
      return was
        ? changes('object-changed', `${title}:`, was, object)
        : [{ code: 'object-new', message: `${title} is new` }];
    }),
    ...[...old.keys()]
      .filter(title => !now.has(title))
      .map(title => ({
        code: 'object-gone',
        message: `${title} is not needed any more`,
      })),
  ];
}

function titleOf({ kind, metadata }: ObjectTemplate): string {
  const name = isValueObject(metadata) ? metadata.name : undefined;
  return `${String(kind)} ${String(name)}`;
}
