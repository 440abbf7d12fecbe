import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_APPLICATION,
  RESOURCE_TYPE_ENVIRONMENT,
} from '@tutti/plugin-tutti-common';
import { z } from 'zod';

/** What permission rules may know of an application. Its permissions' `resourceRef` is the id. */
export interface ApplicationSubject {
  id: string;
  name: string;
  /** Full entity ref. */
  owner?: string;
}

/** What permission rules may know of an environment. Its permissions' `resourceRef` is the id. */
export interface EnvironmentSubject {
  id: string;
  name: string;
  type: string;
  application: ApplicationSubject;
}

export const applicationResourceRef = createPermissionResourceRef<
  ApplicationSubject,
  object
>().with({ pluginId: 'tutti', resourceType: RESOURCE_TYPE_APPLICATION });

export const environmentResourceRef = createPermissionResourceRef<
  EnvironmentSubject,
  object
>().with({ pluginId: 'tutti', resourceType: RESOURCE_TYPE_ENVIRONMENT });

const claims = z.object({
  claims: z
    .array(z.string())
    .describe('Full entity refs, one of which must own the application'),
});
const applications = z.object({
  applications: z.array(z.string()).describe('Names of applications'),
});
const types = z.object({
  types: z.array(z.string()).describe('Names of environment types'),
});

// Decisions are applied to what was loaded, never turned into SQL: `toQuery` has nothing to say.
const toQuery = () => ({});

const applicationRules = {
  isOwner: createPermissionRule({
    name: 'IS_OWNER',
    description: 'The application is owned by one of these',
    resourceRef: applicationResourceRef,
    paramsSchema: claims,
    apply: ({ owner }, params) =>
      owner !== undefined && params.claims.includes(owner),
    toQuery,
  }),
  inApplication: createPermissionRule({
    name: 'IN_APPLICATION',
    description: 'It is one of these applications',
    resourceRef: applicationResourceRef,
    paramsSchema: applications,
    apply: ({ name }, params) => params.applications.includes(name),
    toQuery,
  }),
};

const environmentRules = {
  isOwner: createPermissionRule({
    name: 'IS_OWNER',
    description: 'The application of the environment is owned by one of these',
    resourceRef: environmentResourceRef,
    paramsSchema: claims,
    apply: ({ application: { owner } }, params) =>
      owner !== undefined && params.claims.includes(owner),
    toQuery,
  }),
  inApplication: createPermissionRule({
    name: 'IN_APPLICATION',
    description: 'The environment belongs to one of these applications',
    resourceRef: environmentResourceRef,
    paramsSchema: applications,
    apply: ({ application: { name } }, params) =>
      params.applications.includes(name),
    toQuery,
  }),
  hasEnvironmentType: createPermissionRule({
    name: 'HAS_ENVIRONMENT_TYPE',
    description: 'The environment is of one of these types',
    resourceRef: environmentResourceRef,
    paramsSchema: types,
    apply: ({ type }, params) => params.types.includes(type),
    toQuery,
  }),
};

export const APPLICATION_RULES = Object.values(applicationRules);
export const ENVIRONMENT_RULES = Object.values(environmentRules);

/**
 * For permission policies: conditions on permissions about one application, such as
 * `tuttiApplicationConditions.isOwner({ claims: user.ownershipEntityRefs })`.
 */
export const {
  conditions: tuttiApplicationConditions,
  createConditionalDecision: createTuttiApplicationConditionalDecision,
} = createConditionExports({
  resourceRef: applicationResourceRef,
  rules: applicationRules,
});

/** For permission policies: conditions on permissions about one environment. */
export const {
  conditions: tuttiEnvironmentConditions,
  createConditionalDecision: createTuttiEnvironmentConditionalDecision,
} = createConditionExports({
  resourceRef: environmentResourceRef,
  rules: environmentRules,
});
