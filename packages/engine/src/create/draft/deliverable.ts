import { Address, isValueObject, Problem, Target } from '../../model';
import { CompleteObject } from '../objects';
import { isSecretObject } from '../values';

/**
 * A Secret with values in it never goes to a target that delivers, unless that keeps it apart: whoever reads a repository would read
 * them, and so would everybody after them.
 */
export function undeliverable(
  { ref, template }: CompleteObject,
  target: Pick<Target, 'deliver' | 'driver' | 'takesSecrets'>,
  address: Address,
): Problem | undefined {
  const { data } = template;
  if (
    !target.deliver ||
    target.takesSecrets ||
    !isSecretObject(ref) ||
    !isValueObject(data)
  ) {
    return undefined;
  }
  const keys = Object.keys(data).sort();
  return keys.length === 0
    ? undefined
    : {
        severity: 'error',
        code: 'SecretNotDelivered',
        message: `Secret ${ref.name} of ${address} holds values (${keys.join(
          ', ',
        )}), and a Target of driver ${target.driver} takes none.`,
        hint: 'Write `secrets: cluster` into the Target file, where Tutti may write Secrets to the cluster. Or refer to a store: an ExternalSecret or a SealedSecret made by a definition, and `envFrom` in the profile.',
        address,
      };
}
