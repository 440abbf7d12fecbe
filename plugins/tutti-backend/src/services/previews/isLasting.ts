import { own, Platform } from '@tutti/engine';
import { EnvironmentRecord } from '../../store';

/** Previews come and go with their pull requests: lists of what lasts would only ever be late. */
export function isLasting(
  { type }: EnvironmentRecord,
  platform: Platform | undefined,
): boolean {
  return own(platform?.environmentTypes ?? {}, type)?.lifetime === undefined;
}
