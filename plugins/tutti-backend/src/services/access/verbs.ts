import { EnvironmentLine } from '@tutti/engine';
import {
  ApplicationVerb,
  EnvironmentVerb,
  tuttiApplicationAssignPermission,
  tuttiApplicationDeletePermission,
  tuttiApplicationReadPermission,
  tuttiApplicationUpdatePermission,
  tuttiBuildCreatePermission,
  tuttiDeploymentApprovePermission,
  tuttiDeploymentCreatePermission,
  tuttiDeploymentOverridePermission,
  tuttiEnvironmentCreatePermission,
  tuttiEnvironmentDeletePermission,
  tuttiEnvironmentExecPermission,
  tuttiEnvironmentReadPermission,
  tuttiGateSetPermission,
  tuttiLogsReadPermission,
  tuttiResourceManagePermission,
  tuttiRuntimeOperatePermission,
  tuttiSecretWritePermission,
} from '@tutti/plugin-tutti-common';
import { ApplicationLine } from './lines';

interface Verb {
  permission: { name: string };
  /** Begins a sentence: `Deploying in shop/production`. */
  doing: string;
}

/** The permission, and the line of `tutti.access` that must agree. */
export const APPLICATION_RIGHTS: Record<
  Exclude<ApplicationVerb, 'createEnvironment'>,
  Verb & { line: ApplicationLine }
> = {
  read: {
    permission: tuttiApplicationReadPermission,
    line: 'read',
    doing: 'Seeing',
  },
  update: {
    permission: tuttiApplicationUpdatePermission,
    line: 'update',
    doing: 'Changing',
  },
  build: {
    permission: tuttiBuildCreatePermission,
    line: 'build',
    doing: 'Telling builds of',
  },
  delete: {
    permission: tuttiApplicationDeletePermission,
    line: 'delete',
    doing: 'Deleting',
  },
  assign: {
    permission: tuttiApplicationAssignPermission,
    line: 'assign',
    doing: 'Choosing another owner of',
  },
};

export const CREATING: Verb & { line: EnvironmentLine } = {
  permission: tuttiEnvironmentCreatePermission,
  line: 'create',
  doing: 'Making an environment in',
};

/** The permission, and the line of `EnvironmentType.access` (or of `tutti.access`) that must agree. */
export const ENVIRONMENT_RIGHTS: Record<
  EnvironmentVerb,
  Verb & ({ line: EnvironmentLine } | { ofApplications: ApplicationLine })
> = {
  read: {
    permission: tuttiEnvironmentReadPermission,
    ofApplications: 'read',
    doing: 'Seeing',
  },
  deploy: {
    permission: tuttiDeploymentCreatePermission,
    line: 'deploy',
    doing: 'Deploying in',
  },
  cancel: {
    permission: tuttiDeploymentOverridePermission,
    ofApplications: 'cancel',
    doing: 'Cancelling what somebody else deployed in',
  },
  operate: {
    permission: tuttiRuntimeOperatePermission,
    line: 'operate',
    doing: 'Operating',
  },
  unlock: {
    permission: tuttiDeploymentOverridePermission,
    line: 'operate',
    doing: 'Unlocking',
  },
  approve: {
    permission: tuttiDeploymentApprovePermission,
    line: 'approve',
    doing: 'Approving in',
  },
  override: {
    permission: tuttiDeploymentOverridePermission,
    line: 'override',
    doing: 'Overriding in',
  },
  secrets: {
    permission: tuttiSecretWritePermission,
    line: 'secrets',
    doing: 'Writing secrets in',
  },
  manage: {
    permission: tuttiResourceManagePermission,
    line: 'manage',
    doing: 'Managing resources in',
  },
  gate: {
    permission: tuttiGateSetPermission,
    line: 'operate',
    doing: 'Setting gates in',
  },
  logs: {
    permission: tuttiLogsReadPermission,
    line: 'logs',
    doing: 'Reading logs of',
  },
  exec: {
    permission: tuttiEnvironmentExecPermission,
    line: 'exec',
    doing: 'Opening a terminal in',
  },
  destroy: {
    permission: tuttiEnvironmentDeletePermission,
    line: 'destroy',
    doing: 'Destroying',
  },
};
