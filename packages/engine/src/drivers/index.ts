import { Driver } from '../model';
import { environmentDriver } from './environmentDriver';
import { manifestsDriver } from './manifestsDriver';
import { serviceDriver } from './serviceDriver';
import { staticDriver } from './staticDriver';

/** The drivers that come with the engine (docs/reference/platform-files.md); others register through `tutti-node`. */
export function builtinDrivers(): Driver[] {
  return [environmentDriver, manifestsDriver, serviceDriver, staticDriver];
}

export { assumingServiceDriver } from './serviceDriver';
