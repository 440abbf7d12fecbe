import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of permissions that are asked about one application. */
export const RESOURCE_TYPE_APPLICATION = 'tutti-application';
/** Resource type of permissions that are asked about one environment. */
export const RESOURCE_TYPE_ENVIRONMENT = 'tutti-environment';

export const tuttiApplicationCreatePermission = createPermission({
  name: 'tutti.application.create',
  attributes: { action: 'create' },
});
export const tuttiApplicationReadPermission = createPermission({
  name: 'tutti.application.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_APPLICATION,
});
export const tuttiApplicationUpdatePermission = createPermission({
  name: 'tutti.application.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_APPLICATION,
});
export const tuttiApplicationDeletePermission = createPermission({
  name: 'tutti.application.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_APPLICATION,
});
export const tuttiApplicationAssignPermission = createPermission({
  name: 'tutti.application.assign',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_APPLICATION,
});
export const tuttiEnvironmentCreatePermission = createPermission({
  name: 'tutti.environment.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_APPLICATION,
});
export const tuttiEnvironmentReadPermission = createPermission({
  name: 'tutti.environment.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});
export const tuttiEnvironmentDeletePermission = createPermission({
  name: 'tutti.environment.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});
export const tuttiEnvironmentExecPermission = createPermission({
  name: 'tutti.environment.exec',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});
export const tuttiBuildCreatePermission = createPermission({
  name: 'tutti.build.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_APPLICATION,
});
export const tuttiDeploymentCreatePermission = createPermission({
  name: 'tutti.deployment.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});
export const tuttiDeploymentApprovePermission = createPermission({
  name: 'tutti.deployment.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});
export const tuttiDeploymentOverridePermission = createPermission({
  name: 'tutti.deployment.override',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});
export const tuttiRuntimeOperatePermission = createPermission({
  name: 'tutti.runtime.operate',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});
export const tuttiResourceManagePermission = createPermission({
  name: 'tutti.resource.manage',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});
export const tuttiGateSetPermission = createPermission({
  name: 'tutti.gate.set',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});
export const tuttiLogsReadPermission = createPermission({
  name: 'tutti.logs.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});
export const tuttiSecretWritePermission = createPermission({
  name: 'tutti.secret.write',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});
export const tuttiPlatformReadPermission = createPermission({
  name: 'tutti.platform.read',
  attributes: { action: 'read' },
});
export const tuttiPlatformAcceptPermission = createPermission({
  name: 'tutti.platform.accept',
  attributes: { action: 'update' },
});

export const tuttiAuditReadPermission = createPermission({
  name: 'tutti.audit.read',
  attributes: { action: 'read' },
});
export const tuttiWebhookManagePermission = createPermission({
  name: 'tutti.webhook.manage',
  attributes: { action: 'update' },
});

/** All permissions of Tutti. */
export const tuttiPermissions = [
  tuttiApplicationCreatePermission,
  tuttiApplicationReadPermission,
  tuttiApplicationUpdatePermission,
  tuttiApplicationDeletePermission,
  tuttiApplicationAssignPermission,
  tuttiBuildCreatePermission,
  tuttiEnvironmentCreatePermission,
  tuttiEnvironmentReadPermission,
  tuttiEnvironmentDeletePermission,
  tuttiEnvironmentExecPermission,
  tuttiDeploymentCreatePermission,
  tuttiDeploymentApprovePermission,
  tuttiDeploymentOverridePermission,
  tuttiRuntimeOperatePermission,
  tuttiResourceManagePermission,
  tuttiGateSetPermission,
  tuttiLogsReadPermission,
  tuttiSecretWritePermission,
  tuttiPlatformReadPermission,
  tuttiPlatformAcceptPermission,
  tuttiAuditReadPermission,
  tuttiWebhookManagePermission,
];
