import {
  DriverChange,
  DriverError,
  JsonValue,
  Secret,
  ValueObject,
} from '@tutti/engine';
import { SECRECY } from '../root/rootModule';
import { ChangeJson, fieldsOf, MOST_FIELDS, pathText } from './changedFields';

/** What a plan of the tool would do, and the outputs that it knows. */
export interface ShownPlan {
  changes: DriverChange[];
  outputs: ValueObject;
}

/** Only what is read of `tofu show -json`; its format 1.x adds keys and takes none away. */
export interface PlanJson {
  format_version?: string;
  resource_changes?: {
    address: string;
    mode: 'managed' | 'data';
    previous_address?: string;
    change: ChangeJson & {
      actions: string[];
      replace_paths?: (string | number)[][];
      importing?: { id?: string };
    };
  }[];
  output_changes?: Record<string, ChangeJson>;
  /** What the real world has otherwise than the state. */
  resource_drift?: {
    address: string;
    mode: 'managed' | 'data';
    type: string;
    change: ChangeJson & { actions: string[] };
  }[];
}

/**
 * @param text - what `show -json` printed of a saved plan: secrets stand in it in clear
 * @param secretOutputs - those that the module itself calls sensitive
 * @throws DriverError where it is of a format that is not known
 */
export function readShownPlan(
  text: string,
  secretOutputs: ReadonlySet<string>,
): ShownPlan {
  const plan = readPlanJson(text);
  return {
    changes: (plan.resource_changes ?? []).flatMap(change =>
      change.mode === 'data' ? [] : driverChange(change),
    ),
    outputs: knownOutputs(plan.output_changes ?? {}, secretOutputs),
  };
}

/** @throws DriverError where it is of a format that is not known */
export function readPlanJson(text: string): PlanJson {
  // Printed by the tool: the format is checked, and every key may be missing.
  const plan: PlanJson = JSON.parse(text);
  if (!plan.format_version?.startsWith('1.')) {
    throw new DriverError(
      `The tool describes its plan in format ${plan.format_version}, which this version of Tutti does not know.`,
    );
  }
  return plan;
}

function driverChange({
  address,
  previous_address: movedFrom,
  change,
}: NonNullable<PlanJson['resource_changes']>[number]): DriverChange[] {
  const action = actionOf(change);
  if (!action) {
    return [];
  }
  const fields = fieldsOf(change);
  const because = (change.replace_paths ?? []).map(pathText);
  const notes = [
    ...(because.length > 0
      ? [`replaced because of ${because.join(', ')}`]
      : []),
    ...(change.importing && change.actions[0] === 'no-op'
      ? ['taken over as it is']
      : []),
    ...(movedFrom !== undefined ? [`was ${movedFrom}`] : []),
    ...(change.actions[0] === 'forget' ? ['let go of, and stays'] : []),
    ...(fields.length > MOST_FIELDS
      ? [`${fields.length - MOST_FIELDS} more fields`]
      : []),
  ];
  return [
    {
      address,
      action,
      ...(notes.length > 0 && { summary: notes.join('; ') }),
      ...(because.length > 0 && { because }),
      ...(fields.length > 0 && { fields: fields.slice(0, MOST_FIELDS) }),
    },
  ];
}

function actionOf({
  actions,
  importing,
}: {
  actions: string[];
  importing?: unknown;
}): DriverChange['action'] | undefined {
  if (actions.length > 1) {
    return 'replace';
  }
  if (importing) {
    return 'adopt';
  }
  switch (actions[0]) {
    case 'create':
      return 'create';
    case 'update':
    case 'forget':
      return 'update';
    case 'delete':
      return 'destroy';
    default:
      return undefined;
  }
}

export function knownOutputs(
  changes: Record<string, ChangeJson>,
  secretOutputs: ReadonlySet<string>,
): ValueObject {
  const known = Object.entries(changes).filter(
    ([name, { after, after_unknown: unknown }]) =>
      !name.startsWith(SECRECY) &&
      after !== undefined &&
      after !== null &&
      !hasUnknown(unknown),
  );
  return Object.fromEntries(
    known.map(([name, { after = null }]) => [
      name,
      // As long as nobody knows whether something secret went into it, it is one.
      secretOutputs.has(name) || changes[`${SECRECY}${name}`]?.after !== false
        ? new Secret(after)
        : after,
    ]),
  );
}

function hasUnknown(unknown: JsonValue | undefined): boolean {
  return typeof unknown === 'object' && unknown !== null
    ? Object.values(unknown).some(hasUnknown)
    : unknown === true;
}
