import { DriverChange, DriverError } from '@tutti/engine';
import { fieldsOf, MOST_FIELDS } from '../plans/changedFields';
import { readPlanJson, readShownPlan, ShownPlan } from '../plans/shownPlan';

/**
 * A plan over a state that is to be adopted: what it holds is taken over, perhaps with changes, each by a consent.
 *
 * @param text - what `show -json` printed
 * @param addresses - what the adopted state holds
 * @throws DriverError where something of it would be lost: then the module is not what made it
 */
export function readAdoption(
  text: string,
  secretOutputs: ReadonlySet<string>,
  addresses: readonly string[],
): ShownPlan {
  const { changes, outputs } = readShownPlan(text, secretOutputs);
  const lost = changes.filter(
    ({ action }) => action === 'destroy' || action === 'replace',
  );
  if (lost.length > 0) {
    throw new DriverError(
      `The state cannot be adopted: the module would ${lost
        .slice(0, 5)
        .map(({ action, address }) => `${action} ${address}`)
        .join(
          ', ',
        )}. Give the module the inputs that it was made with, and leave out by \`under\` what is not its own.`,
    );
  }
  const byAddress = new Map(changes.map(change => [change.address, change]));
  const held = new Set(addresses);
  const raw = new Map(
    (readPlanJson(text).resource_changes ?? []).map(({ address, change }) => [
      address,
      change,
    ]),
  );
  return {
    outputs,
    changes: [
      ...addresses.map((address): DriverChange => {
        const change = raw.get(address);
        const fields =
          byAddress.has(address) && change
            ? fieldsOf(change).slice(0, MOST_FIELDS)
            : [];
        return {
          address,
          action: 'adopt',
          summary:
            fields.length === 0
              ? 'taken over as it is'
              : 'taken over, and changed',
          ...(fields.length > 0 && { fields }),
        };
      }),
      ...changes.filter(({ address }) => !held.has(address)),
    ],
  };
}
