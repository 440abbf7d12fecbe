import { parseEntityRef } from '@backstage/catalog-model';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { approvalSentence, ended } from '../line';
import { DecisionRecord, DeploymentRecord } from '../store';
import { NotificationTopic } from './config';
import type { Happening } from './told';

/** What a notice is made from, as it is when it is sent. */
export interface NoticeFacts {
  application: { title: string; owner?: string };
  environment: { name: string };
  deployment: DeploymentRecord;
  decisions: DecisionRecord[];
  /** By the line of its environment type that decides: entity refs, `owner`, `anyone`, `nobody`. */
  approvers: readonly string[];
  /** Of a rollback that nobody asked for: what failed before it, and what it goes back to. */
  rollback?: { failed: DeploymentRecord; to?: number };
  /** What puts back its changes by itself. */
  back?: DeploymentRecord;
}

/** What somebody is told, and whom it is for. */
export interface Notice {
  recipients: Extract<
    NotificationSendOptions['recipients'],
    { type: 'entity' }
  >;
  topic: NotificationTopic;
  severity: 'normal' | 'high' | 'critical';
  /** A later notice of the same scope takes the place of this one. */
  scope: string;
  /** The deployment whose page tells the cause. */
  about: string;
  /** Names only. */
  title: string;
  /** May hold what drivers, clusters and people said. */
  description: string;
}

/**
 * Whom to tell what about something that has happened; undefined where nobody is told
 * (docs/security.md, Notifications). Who did it themselves is not told, and that one's own deployment
 * succeeded is no news.
 */
export function noticeOf(
  happening: Happening,
  facts: NoticeFacts,
): Notice | undefined {
  switch (happening.kind) {
    case 'asked':
      return ofQuestion(facts);
    case 'approved':
      return ofApproval(happening.by, facts);
    default:
      return facts.rollback
        ? ofRollback(facts.rollback, facts)
        : ofEnd(happening.by, facts);
  }
}

/** Known before anything else of it is read: that it succeeded, unless it put something back. */
export function isNoNews(
  { kind }: Happening,
  { status, rollsBack }: Pick<DeploymentRecord, 'status' | 'rollsBack'>,
): boolean {
  return kind === 'ended' && status === 'succeeded' && rollsBack === undefined;
}

function ofQuestion(facts: NoticeFacts): Notice | undefined {
  const { deployment, decisions, approvers, application } = facts;
  const { approval, id, requestedBy, verb, waits } = deployment;
  if (deployment.status !== 'waiting-approval' || !approval) {
    return undefined;
  }
  return notice(facts, {
    to: [
      ...approval.groups,
      ...approvers.flatMap(each => principal(each, application.owner)),
    ],
    except: approval.self
      ? []
      : [...askersOf(deployment), approval.author].filter(isUser),
    topic: 'approval',
    scope: `approval:${id}`,
    says: 'waits for your approval',
    description: sentences(
      `${nameOf(requestedBy)} asked: ${verb ?? 'Deploy'}.`,
      waits?.message ?? approvalSentence(approval, decisions),
    ),
  });
}

function ofApproval(by: string, facts: NoticeFacts): Notice | undefined {
  const { deployment, decisions } = facts;
  if (
    deployment.status === 'waiting-approval' ||
    deployment.finishedAt !== undefined
  ) {
    return undefined;
  }
  const said = decisions.findLast(({ who }) => who === by)?.comment;
  return notice(facts, {
    to: askersOf(deployment).filter(isUser),
    except: [by],
    topic: 'decision',
    says: 'is approved',
    description: sentences(`By ${nameOf(by)}${said ? `: ${said}` : ''}`),
  });
}

function ofEnd(by: string | undefined, facts: NoticeFacts): Notice | undefined {
  const { deployment } = facts;
  const asked = {
    to: askersOf(deployment).filter(isUser),
    except: by === undefined ? [] : [by],
  };
  const [first] = deployment.failures;
  switch (deployment.status) {
    case 'rejected':
      return notice(facts, {
        ...asked,
        topic: 'decision',
        severity: 'high',
        says:
          first?.code === 'ApprovalExpired'
            ? 'was approved by nobody in time'
            : 'is rejected',
        description: causeOf(deployment),
      });
    case 'stale':
      return notice(facts, {
        ...asked,
        topic: 'stale',
        says: 'did not run: something changed while it waited',
        description: sentences(causeOf(deployment), 'Plan it again.'),
      });
    case 'failed':
    case 'interrupted':
      // Then the news is how that went.
      if (facts.back?.finishedAt !== undefined) return undefined;
      return notice(facts, {
        to:
          asked.to.length > 0
            ? asked.to
            : ownerOf(facts.application, deployment),
        except: asked.except,
        topic: 'failure',
        severity: 'high',
        says: deployment.status === 'failed' ? 'failed' : 'was interrupted',
        description: sentences(causeOf(deployment), whatGoesBack(deployment)),
      });
    default:
      return undefined;
  }
}

/** It is told to those whose deployment failed, in the place of that news. */
function ofRollback(
  { failed, to }: NonNullable<NoticeFacts['rollback']>,
  facts: NoticeFacts,
): Notice | undefined {
  const { deployment } = facts;
  const { status, number } = deployment;
  if (status !== 'succeeded' && status !== 'failed' && status !== 'interrupted')
    return undefined;
  const askers = askersOf(failed).filter(isUser);
  const isBack = status === 'succeeded';
  const what = to === undefined ? 'what ran before' : `what #${to} deployed`;
  return notice(
    { ...facts, deployment: failed },
    {
      to: askers.length > 0 ? askers : ownerOf(facts.application, failed),
      except: [],
      topic: 'rollback',
      severity: isBack ? 'high' : 'critical',
      says: isBack
        ? 'failed and was put back'
        : 'failed, and so did putting it back',
      description: sentences(
        causeOf(failed),
        isBack
          ? `#${number} put back ${what}.`
          : `#${number} could not put back ${what}: ${causeOf(deployment)}`,
      ),
    },
  );
}

function notice(
  { application, environment, deployment }: NoticeFacts,
  told: Pick<Notice, 'topic' | 'description'> &
    Partial<Pick<Notice, 'severity' | 'scope'>> & {
      to: string[];
      except: string[];
      /** What follows the name of the deployment. */
      says: string;
    },
): Notice | undefined {
  const except = new Set(told.except);
  const to = [...new Set(told.to)].filter(ref => !except.has(ref));
  if (to.length === 0) {
    return undefined;
  }
  const { id, number } = deployment;
  return {
    recipients: {
      type: 'entity',
      entityRef: to,
      ...(except.size > 0 && { excludeEntityRef: [...except] }),
    },
    topic: told.topic,
    severity: told.severity ?? 'normal',
    scope: told.scope ?? `deployment:${id}`,
    about: id,
    title: `${application.title} to ${environment.name} #${number} ${told.says}`,
    description: told.description,
  };
}

/** The first failure, with what failed before it. */
function causeOf({ failures }: DeploymentRecord): string {
  const [first] = failures;
  if (!first) {
    return '';
  }
  const { address, message } = first;
  const name = address.replace(/^workload#/, '');
  const isNamed =
    address === 'plan' ||
    address === 'verification' ||
    message.startsWith(`${name}:`);
  return ended(isNamed ? message : `${name}: ${message}`);
}

function whatGoesBack({ rollback }: DeploymentRecord): string {
  if (!rollback) {
    return '';
  }
  return 'number' in rollback
    ? `#${rollback.number} puts back what ran before.`
    : `Nothing puts it back by itself. ${rollback.reason}`;
}

function askersOf({ askedBy, requestedBy }: DeploymentRecord): string[] {
  return askedBy ?? [requestedBy];
}

/** What a machine asked for is the owner's to look after. */
function ownerOf(
  { owner }: NoticeFacts['application'],
  { byAutomation }: DeploymentRecord,
): string[] {
  return byAutomation && owner !== undefined ? [owner] : [];
}

/** `anyone` is nobody in particular. */
function principal(name: string, owner: string | undefined): string[] {
  switch (name) {
    case 'owner':
      return owner === undefined ? [] : [owner];
    case 'anyone':
    case 'nobody':
      return [];
    default:
      return [name];
  }
}

/** Services ask too, and nobody reads their notifications. */
function isUser(ref: string): boolean {
  return /^user:[^/]+\/./.test(ref);
}

function nameOf(ref: string): string {
  return isUser(ref) ? parseEntityRef(ref).name : ref;
}

function sentences(...parts: string[]): string {
  return parts
    .filter(part => part !== '')
    .map(ended)
    .join(' ');
}
