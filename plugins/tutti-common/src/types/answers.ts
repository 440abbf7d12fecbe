import type { LogLine, PlanStep, Problem } from '@tutti/engine';
import type { Why } from './access';
import type {
  Application,
  ApplicationPage,
  EnvironmentSummary,
  EnvironmentValue,
  RemovedValue,
  Runtime,
  SecretPurged,
  ValueVersion,
  Workload,
  WorkloadVersion,
} from './applications';
import type { AuditEntry, AuditPage } from './audit';
import type { Build, BuildPage, ToldBuild } from './builds';
import type { ClusterCheck, ClusterView } from './clusters';
import type { ComparisonView } from './comparison';
import type {
  Deployment,
  DeploymentDetail,
  DeploymentStep,
  EventPage,
} from './deployments';
import type {
  DriftDecided,
  DriftFindingPage,
  DriftGroupPage,
  DriftView,
} from './drift';
import type { ImpactView } from './impacts';
import type { ApplicationListing } from './listings';
import type { ModuleView } from './modules';
import type { PlanRecord, PlanState, PlanUnderWay, StepPage } from './plans';
import type {
  DefinitionUsage,
  Explanation,
  PlatformView,
  ResourceOffer,
  ResourceView,
} from './platform';
import type { Preview, PreviewComment } from './previews';
import type {
  PromotionList,
  PromotionOutlook,
  PromotionRound,
} from './promotions';
import type { BlastView, RevisionUse, RevisionView } from './revisions';
import type {
  ExecTicket,
  Lineage,
  RuntimeEventView,
  RuntimeLog,
  RuntimeLook,
  RuntimeObjectView,
  RuntimePage,
} from './runtime';
import type { VersionsRow } from './versions';
import type { WaitingPage } from './waiting';
import type {
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookResent,
  WebhookView,
} from './webhooks';

/**
 * What the API answers, by the name that it has in the OpenAPI document: the client gives these types,
 * routes are checked against them, and the document's schemas are made of them.
 */
export interface Answers {
  Access: { items: Why[] };
  Application: Application;
  ApplicationListing: ApplicationListing;
  ApplicationListingPage: { items: ApplicationListing[]; next?: string };
  ApplicationPage: ApplicationPage;
  AuditEntry: AuditEntry;
  AuditPage: AuditPage;
  BlastView: BlastView;
  Build: Build;
  BuildPage: BuildPage;
  ClusterCheck: ClusterCheck;
  ClusterList: { items: ClusterView[] };
  ComparisonView: ComparisonView;
  DefinitionUsageList: { items: DefinitionUsage[] };
  Deployment: Deployment;
  DeploymentDetail: DeploymentDetail;
  DeploymentPage: { items: Deployment[]; next?: string };
  DeploymentStepPage: StepPage<DeploymentStep>;
  DriftDecided: DriftDecided;
  DriftFindingPage: DriftFindingPage;
  DriftGroupPage: DriftGroupPage;
  DriftView: DriftView;
  EnvironmentSummary: EnvironmentSummary;
  EventPage: EventPage;
  ExecTicket: ExecTicket;
  Explanation: Explanation;
  ImpactView: ImpactView;
  Lineage: Lineage;
  LogLines: LogLine[];
  ModuleView: ModuleView;
  OfferList: { items: ResourceOffer[] };
  PlanRecord: PlanRecord;
  PlanState: PlanState;
  PlanStepPage: StepPage<PlanStep>;
  PlanUnderWay: PlanUnderWay;
  PlatformView: PlatformView;
  Preview: Preview;
  PreviewComment: PreviewComment;
  PreviewList: { items: Preview[] };
  ProblemList: { problems: Problem[] };
  PromotionList: PromotionList;
  PromotionOutlook: PromotionOutlook;
  PromotionRound: PromotionRound;
  ResourcePage: { items: ResourceView[]; next?: string };
  RevisionUsePage: { items: RevisionUse[]; next?: number };
  RevisionView: RevisionView;
  Runtime: Runtime;
  RuntimeEventList: { items: RuntimeEventView[] };
  RuntimeLog: RuntimeLog;
  RuntimeLook: RuntimeLook;
  RuntimeObjectView: RuntimeObjectView;
  RuntimePage: RuntimePage;
  SecretPurged: SecretPurged;
  ToldBuild: ToldBuild;
  ValueList: { items: EnvironmentValue[]; removed: RemovedValue[] };
  ValueVersionList: { items: ValueVersion[] };
  VersionsPage: { items: VersionsRow[]; next?: string };
  WaitingPage: WaitingPage;
  WebhookDelivery: WebhookDelivery;
  WebhookDeliveryPage: WebhookDeliveryPage;
  WebhookResent: WebhookResent;
  WebhookList: { items: WebhookView[] };
  Why: Why;
  Workload: Workload;
  WorkloadVersionPage: { items: WorkloadVersion[]; next?: number };
  WorkloadVersionText: WorkloadVersion & { score: string };
}

/** What the API answers where it does not do what it was asked for. */
export interface ErrorAnswer {
  error: {
    /** Such as `NotFoundError`. */
    name: string;
    message: string;
    /** Of what nobody foresaw: the backend's log tells more under it. */
    errorId?: string;
    /** Of a plan that is not current any more: what moved, in sentences. */
    moved?: string[];
    statusCode?: number;
  };
  /** Of what was refused for what it says: each with its place and the way out. */
  problems?: Problem[];
  /** What was asked; absent where nobody is signed in, or a limit was met. */
  request?: { method: string; url: string };
  response: { statusCode: number };
}
