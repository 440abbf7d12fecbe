import { TakenRoute } from '@tutti/engine';
import { Sealer } from '../sealing';
import { ApplicationsTable } from './applications';
import { Database, holdRow, inTransaction, readClock } from './database';
import { DeploymentsTable } from './deployments';
import { EnvironmentsTable } from './environments';
import { EventsTable } from './events';
import { fenced } from './fence';
import { GeneratedValuesTable } from './generatedValues';
import { IntentsTable } from './intents';
import { KeysTable } from './keys';
import { LeasesTable } from './leases';
import { NamespacesTable } from './namespaces';
import { ObjectsTable } from './objects';
import { PlansTable } from './plans';
import { PlatformRevisionsTable } from './platformRevisions';
import { ReleasesTable } from './releases';
import { reseal } from './reseal';
import { ResourcesTable } from './resources';
import { RouteClaim, RoutesTable } from './routes';
import { SecretsTable } from './secrets';
import { StepsTable } from './steps';
import { countChangedSince, ValuesTable } from './values';
import { WorkloadsTable } from './workloads';
import { WorkloadStatesTable } from './workloadStates';

/** All tables, over one connection or inside one transaction. */
export class Store {
  readonly applications: ApplicationsTable;
  readonly deployments: DeploymentsTable;
  readonly environments: EnvironmentsTable;
  readonly events: EventsTable;
  readonly generatedValues: GeneratedValuesTable;
  readonly intents: IntentsTable;
  readonly keys: KeysTable;
  readonly leases: LeasesTable;
  readonly namespaces: NamespacesTable;
  readonly objects: ObjectsTable;
  readonly plans: PlansTable;
  readonly platform: PlatformRevisionsTable;
  readonly releases: ReleasesTable;
  readonly resources: ResourcesTable;
  readonly routes: RoutesTable;
  readonly secrets: SecretsTable;
  readonly steps: StepsTable;
  readonly values: ValuesTable;
  readonly workloads: WorkloadsTable;
  readonly workloadStates: WorkloadStatesTable;

  constructor(private readonly db: Database, private readonly sealer: Sealer) {
    this.applications = new ApplicationsTable(db);
    this.deployments = new DeploymentsTable(db);
    this.environments = new EnvironmentsTable(db);
    this.events = new EventsTable(db);
    this.generatedValues = new GeneratedValuesTable(db, sealer);
    this.intents = new IntentsTable(db);
    this.keys = new KeysTable(db, sealer);
    this.leases = new LeasesTable(db);
    this.namespaces = new NamespacesTable(db);
    this.objects = new ObjectsTable(db);
    this.plans = new PlansTable(db);
    this.platform = new PlatformRevisionsTable(db);
    this.releases = new ReleasesTable(db);
    this.resources = new ResourcesTable(db, sealer);
    this.routes = new RoutesTable(db);
    this.secrets = new SecretsTable(db, sealer);
    this.steps = new StepsTable(db);
    this.values = new ValuesTable(db);
    this.workloads = new WorkloadsTable(db);
    this.workloadStates = new WorkloadStatesTable(db);
  }

  /**
   * All or nothing. Inside, use only the store that is handed in: SQLite has one connection,
   * and whoever asks for a second one waits for ever.
   */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T> {
    return inTransaction(this.db, tx => work(new Store(tx, this.sealer)));
  }

  /**
   * A transaction that no other one of the same application runs beside: versions, releases and
   * what is set are counted on.
   */
  ofApplication<T>(
    applicationId: string,
    work: (store: Store) => Promise<T>,
  ): Promise<T> {
    return inTransaction(this.db, async tx => {
      await holdRow(tx, 'applications', applicationId);
      return work(new Store(tx, this.sealer));
    });
  }

  /** Those who claim routes do it one after another: what is free is decided over all of a cluster. */
  claimRoutes(claim: RouteClaim): Promise<TakenRoute[]> {
    return inTransaction(this.db, async tx => {
      await holdRow(tx, 'platform_pointer', 1);
      return new RoutesTable(tx).claim(claim);
    });
  }

  /**
   * A transaction of one run.
   *
   * @throws FenceLost when a newer run has taken over.
   */
  fenced<T>(
    claim: { environmentId: string; fence: number },
    work: (store: Store) => Promise<T>,
  ): Promise<T> {
    return fenced(this.db, claim.environmentId, claim.fence, tx =>
      work(new Store(tx, this.sealer)),
    );
  }

  /** Seals anew what an older key, or an older version, sealed. @returns how much. */
  async reseal(): Promise<number> {
    const learned = await this.generatedValues.learnKinds();
    return learned + (await reseal(this.db, this.sealer));
  }

  /** Milliseconds by the database's clock. */
  now(): Promise<number> {
    return readClock(this.db);
  }

  /** How many values and secrets of these scopes changed after `time`. */
  countValuesChangedSince(scopes: string[], time: number): Promise<number> {
    return countChangedSince(this.db, scopes, time);
  }
}
