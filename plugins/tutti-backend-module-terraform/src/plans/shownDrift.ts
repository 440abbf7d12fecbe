import { DriverChange, DriverDrift, JsonValue } from '@tutti/engine';
import { MODULE_NAME } from '../root/rootModule';
import { fieldsOf, MOST_FIELDS } from './changedFields';
import { knownOutputs, readPlanJson, ShownPlan } from './shownPlan';

const CALL = `module.${MODULE_NAME}.`;

/**
 * @param text - what `show -json` printed of a refresh-only plan
 * @returns what is otherwise than it was left, by its address in the module
 * @throws DriverError where it is of a format that is not known
 */
export function readDrift(text: string): DriverDrift[] {
  const { resource_drift: drift = [] } = readPlanJson(text);
  return drift.flatMap(({ address, mode, type, change }): DriverDrift[] => {
    if (mode === 'data') return [];
    const own = address.startsWith(CALL) ? address.slice(CALL.length) : address;
    if (change.actions[0] === 'delete') {
      return [{ address: own, kind: type, change: 'gone', fields: [] }];
    }
    const fields = fieldsOf(change)
      .filter(({ before, after }) => !(isEmpty(before) && isEmpty(after)))
      .filter(({ path }) => !isCounted(type, path))
      .slice(0, MOST_FIELDS);
    return fields.length === 0
      ? []
      : [{ address: own, kind: type, change: 'altered', fields }];
  });
}

/**
 * A Kubernetes API server counts every write, also those of its own controllers to a status: that is nobody's
 * hand. Where somebody changed something, the field itself says so.
 */
function isCounted(type: string, path: string): boolean {
  return (
    type.startsWith('kubernetes_') &&
    /^metadata\[0\]\.(resource_version|generation)$/.test(path)
  );
}

/** Providers read nothing back as an empty list, map or text where nothing was written. */
function isEmpty(value: JsonValue | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

/** A refresh-only plan as people read it: nothing in the real world changes. @throws as `readDrift` */
export function readRefreshPlan(
  text: string,
  secretOutputs: ReadonlySet<string>,
): ShownPlan {
  return {
    changes: readDrift(text).map(
      ({ address, change, fields }): DriverChange => ({
        address: CALL + address,
        action: 'update',
        summary:
          change === 'gone'
            ? 'is gone, and not counted any more'
            : 'taken as it is',
        ...(fields.length > 0 && { fields }),
      }),
    ),
    outputs: knownOutputs(
      readPlanJson(text).output_changes ?? {},
      secretOutputs,
    ),
  };
}
