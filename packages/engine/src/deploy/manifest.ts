import { Manifest, ValueObject } from '../model';
import { reveal } from '../create/values';
import { StepError } from './failures';

/** The bytes that are sent: the only place where a secret of a manifest is revealed. */
export function asManifest(template: ValueObject): Manifest {
  const manifest = reveal(template);
  if (!isManifest(manifest)) {
    throw new StepError('an object without kind or metadata', 'InvalidObject');
  }
  return manifest;
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
