import { Manifest, ValueObject } from '../model';
import { manifestOf } from '../create/objects';
import { StepError } from './failures';

/** @throws StepError for an object without kind or metadata */
export function asManifest(template: ValueObject): Manifest {
  const manifest = manifestOf(template);
  if (!manifest) {
    throw new StepError('an object without kind or metadata', 'InvalidObject');
  }
  return manifest;
}
