import { TakenRoute } from '@tutti/engine';
import { Sealer } from '../sealing';
import { ApplicationsTable } from './applications';
import { ApprovalsTable } from './approvals';
import { AuditTable } from './audit';
import { BuildsTable } from './builds';
import { Database, holdRow, inTransaction, readClock } from './database';
import { DeploymentsTable } from './deployments';
import { DriftTable } from './drift';
import { EnvironmentsTable } from './environments';
import { EventsTable } from './events';
import { ExecTicketsTable } from './execTickets';
import { FeedsTable } from './feeds';
import { fenced } from './fence';
import { HistoryTable } from './history';
import { GatesTable } from './gates';
import { GeneratedValuesTable } from './generatedValues';
import { IntentsTable } from './intents';
import { KeptAnswersTable } from './keptAnswers';
import { KeysTable } from './keys';
import { LeasesTable } from './leases';
import { NamespacesTable } from './namespaces';
import { NoticesTable } from './notices';
import { ObjectsTable } from './objects';
import { PlanRequestsTable } from './planRequests';
import { PlansTable } from './plans';
import { PlanStepsTable } from './planSteps';
import { PlatformImpactsTable } from './platformImpacts';
import { PlatformRevisionsTable } from './platformRevisions';
import { PreviewsTable } from './previews';
import { PromotionRoundsTable } from './promotionRounds';
import { PromotionsTable } from './promotions';
import { ReleasesTable } from './releases';
import { countOutdated, reseal, Resealed } from './reseal';
import { ResourcesTable } from './resources';
import { RouteClaim, RoutesTable } from './routes';
import { SecretsTable } from './secrets';
import { SoaksTable } from './soaks';
import { StepsTable } from './steps';
import {
  changeMarks,
  ChangedSince,
  countChangedSince,
  ValuesTable,
  versionsByName,
} from './values';
import { WebhookDeliveriesTable } from './webhookDeliveries';
import { WorkloadChecksTable } from './workloadChecks';
import { WorkloadsTable } from './workloads';
import { WorkloadStatesTable } from './workloadStates';

/** All tables, over one connection or inside one transaction. */
export class Store {
  readonly applications: ApplicationsTable;
  readonly approvals: ApprovalsTable;
  readonly audit: AuditTable;
  readonly builds: BuildsTable;
  readonly deployments: DeploymentsTable;
  readonly drift: DriftTable;
  readonly environments: EnvironmentsTable;
  readonly events: EventsTable;
  readonly execTickets: ExecTicketsTable;
  readonly feeds: FeedsTable;
  readonly gates: GatesTable;
  readonly generatedValues: GeneratedValuesTable;
  readonly history: HistoryTable;
  readonly intents: IntentsTable;
  readonly keptAnswers: KeptAnswersTable;
  readonly keys: KeysTable;
  readonly leases: LeasesTable;
  readonly namespaces: NamespacesTable;
  readonly notices: NoticesTable;
  readonly objects: ObjectsTable;
  readonly planRequests: PlanRequestsTable;
  readonly plans: PlansTable;
  readonly planSteps: PlanStepsTable;
  readonly platform: PlatformRevisionsTable;
  readonly platformImpacts: PlatformImpactsTable;
  readonly previews: PreviewsTable;
  readonly promotions: PromotionsTable;
  readonly promotionRounds: PromotionRoundsTable;
  readonly releases: ReleasesTable;
  readonly resources: ResourcesTable;
  readonly routes: RoutesTable;
  readonly secrets: SecretsTable;
  readonly soaks: SoaksTable;
  readonly steps: StepsTable;
  readonly values: ValuesTable;
  readonly webhookDeliveries: WebhookDeliveriesTable;
  readonly workloadChecks: WorkloadChecksTable;
  readonly workloads: WorkloadsTable;
  readonly workloadStates: WorkloadStatesTable;

  constructor(
    private readonly db: Database,
    private readonly sealer: Sealer,
    /** When this transaction began, where that is known. */
    private readonly at?: number,
  ) {
    this.applications = new ApplicationsTable(db);
    this.approvals = new ApprovalsTable(db);
    this.audit = new AuditTable(db);
    this.builds = new BuildsTable(db);
    this.deployments = new DeploymentsTable(db);
    this.drift = new DriftTable(db);
    this.environments = new EnvironmentsTable(db);
    this.events = new EventsTable(db);
    this.execTickets = new ExecTicketsTable(db);
    this.feeds = new FeedsTable(db);
    this.gates = new GatesTable(db);
    this.generatedValues = new GeneratedValuesTable(db, sealer);
    this.history = new HistoryTable(db);
    this.intents = new IntentsTable(db);
    this.keptAnswers = new KeptAnswersTable(db);
    this.keys = new KeysTable(db, sealer);
    this.leases = new LeasesTable(db);
    this.notices = new NoticesTable(db);
    this.namespaces = new NamespacesTable(db);
    this.objects = new ObjectsTable(db);
    this.planRequests = new PlanRequestsTable(db);
    this.plans = new PlansTable(db);
    this.planSteps = new PlanStepsTable(db);
    this.platform = new PlatformRevisionsTable(db);
    this.platformImpacts = new PlatformImpactsTable(db);
    this.previews = new PreviewsTable(db);
    this.promotions = new PromotionsTable(db);
    this.promotionRounds = new PromotionRoundsTable(db);
    this.releases = new ReleasesTable(db);
    this.resources = new ResourcesTable(db, sealer);
    this.routes = new RoutesTable(db);
    this.secrets = new SecretsTable(db, sealer);
    this.soaks = new SoaksTable(db);
    this.steps = new StepsTable(db);
    this.values = new ValuesTable(db);
    this.webhookDeliveries = new WebhookDeliveriesTable(db);
    this.workloadChecks = new WorkloadChecksTable(db);
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
  async claimRoutes(claim: RouteClaim): Promise<TakenRoute[]> {
    if (claim.routes.length === 0) {
      return new RoutesTable(this.db).claim(claim);
    }
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
    return fenced(this.db, claim.environmentId, claim.fence, (tx, at) =>
      work(new Store(tx, this.sealer, at)),
    );
  }

  /** Seals anew what an older key, or an older version, sealed. @returns how much. */
  async reseal(tell?: (resealed: Resealed) => void): Promise<number> {
    const learned = await this.generatedValues.learnKinds();
    return learned + (await reseal(this.db, this.sealer, tell));
  }

  /** By column: what another key than the current one sealed. */
  outdatedSeals(): Promise<Resealed[]> {
    return countOutdated(this.db, this.sealer);
  }

  /** Milliseconds by the database's clock; in a transaction of a run perhaps those of its beginning. */
  async now(): Promise<number> {
    return this.at ?? readClock(this.db);
  }

  /** By scope: another text whenever a value or a secret of it changed. */
  valueMarks(scopes: string[]): Promise<Map<string, string>> {
    return changeMarks(this.db, scopes);
  }

  /** By scope: versions of values and secrets by their names. */
  valueVersions(
    scopes: string[],
  ): Promise<Map<string, Record<string, string>>> {
    return versionsByName(this.db, scopes);
  }

  /** By environment: how many values and secrets of it and of its application changed after its time. */
  countValuesChangedSince(asked: ChangedSince[]): Promise<Map<string, number>> {
    return countChangedSince(this.db, asked);
  }
}
