import { Manifest, ValueObject } from '../../model';
import { reveal } from '../values';

/**
 * The bytes that are sent: the only place where a secret of a manifest is revealed. Undefined for an
 * object without kind or metadata.
 */
export function manifestOf(template: ValueObject): Manifest | undefined {
  const manifest = reveal(template);
  return isManifest(manifest) ? manifest : undefined;
}

function isManifest(value: unknown): value is Manifest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'apiVersion' in value &&
    typeof value.apiVersion === 'string' &&
    'kind' in value &&
    typeof value.kind === 'string' &&
    'metadata' in value &&
    typeof value.metadata === 'object' &&
    value.metadata !== null
  );
}
