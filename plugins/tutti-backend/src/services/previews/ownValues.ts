import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import { JsonValue } from '@tutti/engine';
import { PreviewInput } from '@tutti/plugin-tutti-common';
import { PreviewBase } from '../../previews';
import {
  EnvironmentRecord,
  isSecretIn,
  PreviewRecord,
  Store,
} from '../../store';
import { checkName } from '../names';

/**
 * Values that are asked for; one that is not asked for any more is the base's again. Others, which people
 * set there, stay.
 *
 * @throws InputError that names the field
 */
export async function setValues(
  tx: Store,
  of: {
    environment: EnvironmentRecord;
    input: Pick<PreviewInput, 'values'>;
    before?: PreviewRecord;
    base?: PreviewBase;
  },
  by: { at: number; who: string },
): Promise<void> {
  const { environment, input, before, base } = of;
  const { applicationId, id: environmentId } = environment;
  const scope = { applicationId, environmentId };
  const asked = input.values ?? {};
  const wanted = new Map(Object.entries(asked));
  const present = await valuesIn(tx, applicationId, environmentId);
  const inBase =
    base && 'environment' in base
      ? await valuesIn(tx, applicationId, base.environment.id)
      : new Map<string, JsonValue>();
  const left = (before?.valueNames ?? []).filter(name => !wanted.has(name));
  for (const name of left) {
    const value = inBase.get(name);
    if (value === undefined) {
      await tx.values.remove(scope, name, by);
    } else {
      wanted.set(name, value);
    }
  }
  for (const [name, value] of wanted) {
    checkName('value', name, 'values');
    if (await isSecretIn(tx, scope, name)) {
      if (!Object.hasOwn(asked, name)) continue;
      throw new InputError(
        `values.${name}: ${name} is a secret here, and a preview sets plain values only. Leave it out.`,
      );
    }
    if (!isDeepStrictEqual(present.get(name), value)) {
      await tx.values.put(scope, name, value, by);
    }
  }
}

async function valuesIn(
  tx: Store,
  applicationId: string,
  environmentId: string,
): Promise<Map<string, JsonValue>> {
  return new Map(
    (await tx.values.list(applicationId, environmentId)).map(
      ({ name, value }) => [name, value],
    ),
  );
}
