import {
  ObjectHealth,
  ObjectRef,
  Target,
  TargetCall,
  TargetError,
} from '@tutti/engine';
import {
  Actor,
  ClusterQuestion,
  ClusterReport,
  TargetDriver,
} from '@tutti/plugin-tutti-node';
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
   * @param actor - in whose name it writes, where the cluster is configured so
   *
   * @throws TargetError when the driver or the cluster is not configured.
   */
  async open(place: BoundTarget, actor?: Actor): Promise<Target> {
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
    const target = await driver.open({ ...place, ...(actor && { actor }) });
    return this.metrics ? withCountedErrors(target, this.metrics) : target;
  }

  /** Whether this cluster is written to in the name of the person who asked. */
  impersonates({
    driver,
    cluster,
  }: Pick<BoundTarget, 'driver' | 'cluster'>): boolean {
    return this.#drivers.get(driver)?.impersonates?.(cluster) ?? false;
  }

  /** All clusters of all drivers. */
  clusters(): {
    name: string;
    title?: string;
    driver: string;
    simulated: boolean;
  }[] {
    return [...this.#drivers.values()].flatMap(driver =>
      driver.clusters().map(cluster => ({ ...cluster, driver: driver.name })),
    );
  }

  /** @throws TargetError when the cluster does not answer, or cannot be asked */
  async check(
    driver: string,
    question: ClusterQuestion,
    signal: AbortSignal,
  ): Promise<ClusterReport> {
    const report = await this.#drivers.get(driver)?.check?.(question, signal);
    if (!report) {
      throw new TargetError(
        `The driver '${driver}' cannot ask a cluster about itself`,
        'invalid',
        false,
      );
    }
    return report;
  }

  /** Undefined where the driver looks at single environments only. */
  survey(
    { driver, cluster }: Pick<BoundTarget, 'driver' | 'cluster'>,
    kinds: Pick<ObjectRef, 'apiVersion' | 'kind'>[],
    call: TargetCall,
  ): Promise<ObjectHealth[]> | undefined {
    return this.#drivers.get(driver)?.survey?.(cluster, kinds, call);
  }

  /** True where pods are pretended. */
  isSimulated(driver: string, cluster: string | undefined): boolean {
    const clusters = this.#drivers.get(driver)?.clusters() ?? [];
    return clusters.some(
      ({ name, simulated }) => name === cluster && simulated,
    );
  }

  /** Where hosts of a simulated cluster's routes answer; undefined = at the port of the address. */
  async routesPort(
    driver: string,
    cluster: string,
  ): Promise<number | undefined> {
    return this.#drivers.get(driver)?.routesPort?.(cluster);
  }
}
