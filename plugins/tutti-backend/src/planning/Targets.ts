import { Target, TargetError } from '@tutti/engine';
import { TargetDriver } from '@tutti/plugin-tutti-node';
import { Metrics, withCountedErrors } from '../metrics';
import { BoundTarget } from '../store';

/** All clusters of all target drivers that were registered. */
export class Targets {
  readonly #drivers: Map<string, TargetDriver>;

  constructor(drivers: TargetDriver[], private readonly metrics?: Metrics) {
    this.#drivers = new Map(drivers.map(driver => [driver.name, driver]));
  }

  /**
   * A connection to one environment's place; nothing is sent yet.
   *
   * @throws TargetError when the driver or the cluster is not configured.
   */
  async open(place: BoundTarget): Promise<Target> {
    const driver = this.#drivers.get(place.driver);
    if (!driver) {
      throw new TargetError(
        `Target ${place.name} uses the driver '${
          place.driver
        }', which is not installed; there are: ${
          [...this.#drivers.keys()].sort().join(', ') || 'none'
        }`,
        'invalid',
        false,
      );
    }
    const target = await driver.open(place);
    return this.metrics ? withCountedErrors(target, this.metrics) : target;
  }

  /** True where pods are pretended. */
  isSimulated(driver: string, cluster: string | undefined): boolean {
    const clusters = this.#drivers.get(driver)?.clusters() ?? [];
    return clusters.some(
      ({ name, simulated }) => name === cluster && simulated,
    );
  }
}
