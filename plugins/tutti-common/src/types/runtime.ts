import type {
  FieldManager,
  HealthCause,
  JsonObject,
  LogLine,
  RuntimeContainer,
} from '@tutti/engine';
import type { Allowed } from './allowed';
import type { Runtime } from './applications';
import type { RanImage } from './images';

export type { FieldManager, LogLine, RuntimeContainer } from '@tutti/engine';

export const RUNTIME_STATUSES = ['failed', 'progressing', 'healthy'] as const;

export type RuntimeStatus = (typeof RUNTIME_STATUSES)[number];

/** One row of the tree of what runs. */
export interface RuntimeNode {
  uid: string;
  /** The uid of what made it; absent for what Tutti made itself. */
  parent?: string;
  /** How many made one another above it. */
  depth: number;
  /** A workload's name, a resource's address, or neither: of the environment itself. */
  workload?: string;
  resource?: string;
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
  /** RFC 3339. */
  createdAt: string;
  status: RuntimeStatus;
  /** One line: `2 of 3 replicas ready`. */
  message: string;
  ready?: { count: number; of: number };
  cause?: Pick<HealthCause, 'reason' | 'message'>;
  /** Of a pod. */
  containers?: RuntimeContainer[];
  node?: string;
  /** `10.0.3.7:8080` */
  endpoints?: string[];
}

export interface RuntimeQuery {
  /** In kind, name, namespace, image or cause. What is found comes with all that is above it. */
  search?: string;
  status?: RuntimeStatus[];
  workload?: string;
  limit?: number;
  cursor?: string;
}

/** A page of the tree, parents before children. */
export interface RuntimePage {
  items: RuntimeNode[];
  next?: string;
  /** How many objects the filters leave, and of all how many there are of each status. */
  found: number;
  counts: Record<RuntimeStatus, number>;
  /** RFC 3339. */
  observedAt: string;
  simulated: boolean;
  /** Why nobody can look now; there is nothing then. */
  error?: string;
}

/** What runs at one moment. */
export interface RuntimeLook {
  /** The first page of what was asked for. */
  page: RuntimePage;
  /** All of them, with what is wrong. */
  workloads: Runtime['workloads'];
}

/** One object as it is in the cluster. */
export interface RuntimeObjectView {
  object: RuntimeNode;
  /** Contents of Secrets are masked, and so is every text that holds a secret. */
  content: JsonObject;
  managers: FieldManager[];
  /** Why `content` has no status for this reader: containers speak in it. */
  withheld?: string;
  /** Whether this reader may open a terminal in it. Absent where there are none: it is no pod, or they are switched off. */
  terminal?: Allowed;
}

/** What to run, in which container of a pod. */
export interface ExecInput {
  container: string;
  /** Default: the best shell that there is. */
  command?: string[];
}

/** Opens one terminal, once. */
export interface ExecTicket {
  ticket: string;
  /** RFC 3339. */
  expiresAt: string;
}

/** How the command of a terminal ended. */
export interface TerminalEnd {
  /** Absent: it was broken off. */
  exitCode?: number;
  /** Why it was, in a sentence. */
  message?: string;
}

/** What the browser and the backend say to one another beside the bytes of the terminal. */
export const EXEC_PROTOCOL = 'tutti.exec.v1';
/** Before a ticket, among the protocols that the browser offers: addresses are logged, this is not. */
export const EXEC_TICKET_PREFIX = 'ticket.';
/** To the backend as text; what is typed comes as bytes. */
export interface TerminalSize {
  columns: number;
  rows: number;
}

/** Where an object came from: back to who asked for it, and to the files. */
export interface Lineage {
  /** What a deployment put there: the object, or what made it in turn. */
  object: {
    apiVersion: string;
    kind: string;
    namespace?: string;
    name: string;
  };
  /** The one that changed it last; absent: it does not say. */
  deployment?: {
    id: string;
    number: number;
    verb?: string;
    requestedBy: string;
    requestedAt: string;
    planId?: string;
    planHash?: string;
    platformRevision?: string;
    approvals: { by: string; at: string; comment?: string }[];
  };
  workload?: {
    name: string;
    /** Number of the release, and of the text in it. */
    release?: number;
    version?: number;
    /** Where the text came from, with its commit where it is read at one. */
    url?: string;
    /** Which contents it ran when that deployment succeeded. */
    images?: RanImage[];
  };
  resource?: {
    address: string;
    definition?: string;
    driver?: string;
    file?: string;
    line?: number;
  };
  profile?: {
    name: string;
    file: string;
    line: number;
    /** Which fields come from which patch; without a name: from its defaults. */
    patches: {
      patch?: string;
      when?: string;
      line: number;
      fields: string[];
    }[];
  };
  /** Leads to the same, from the same files, without a portal. */
  command: string;
}

/** What the cluster noted about an object of the environment. */
export interface RuntimeEventView {
  /** RFC 3339, when it was seen last. */
  at: string;
  warning: boolean;
  reason: string;
  message: string;
  count: number;
  uid: string;
  kind: string;
  name: string;
}

export interface RuntimeLogQuery {
  container: string;
  /** What it said before it was started again. */
  previous?: boolean;
  /** The last so many lines, 500 by default. */
  tail?: number;
  /** RFC 3339: only what came after. */
  since?: string;
}

export interface RuntimeLog {
  lines: LogLine[];
}
