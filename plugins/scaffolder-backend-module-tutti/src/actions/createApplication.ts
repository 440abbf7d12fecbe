import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Application, nameProblem, TuttiApi } from '@tutti/plugin-tutti-common';
import { links } from '../tutti/links';
import { asking, hasStatus, ifThere } from '../tutti/refusal';
import { Initiated, Services, tuttiAs } from '../tutti/tuttiAs';
import { createApplicationExamples } from './createApplication.examples';
import {
  checkEnvironments,
  ensureEnvironment,
  NewEnvironment,
} from './createEnvironment';

interface NewApplication {
  name: string;
  title?: string;
  owner: string;
  entityRef?: string;
}

/**
 * The refs in full, and both there: Tutti itself would take an owner whom the catalog does not know
 * yet from one who may assign any.
 * @throws InputError
 */
async function inFull(
  input: NewApplication,
  services: Services,
  initiated: Initiated,
): Promise<NewApplication> {
  const credentials = await initiated.getInitiatorCredentials();
  const find = async (what: string, ref: string, defaultKind: string) => {
    let full: string;
    try {
      full = stringifyEntityRef(
        parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
      );
    } catch {
      throw new InputError(`The ${what} '${ref}' is no entity ref.`);
    }
    if (!(await services.catalog.getEntityByRef(full, { credentials }))) {
      throw new InputError(
        `The ${what} ${full} is not in the catalog. Choose one that is, or register it first.`,
      );
    }
    return full;
  };
  const owner = await find('owner', input.owner, 'Group');
  return {
    ...input,
    owner,
    ...(input.entityRef && {
      entityRef: await find('entity', input.entityRef, 'System'),
    }),
  };
}

/** Nothing but what a run of a template that did not end leaves behind. */
function isBegun({ workloads, environments }: Application): boolean {
  return (
    workloads.length === 0 &&
    environments.every(
      ({ release, lastDeployment }) => !release && !lastDeployment,
    )
  );
}

/**
 * Why an application of this name is not the one that is wanted; undefined where it is.
 * @param existing - `refuse` goes on with one that was only begun.
 */
function whyTaken(
  present: Application,
  wanted: NewApplication,
  existing: 'refuse' | 'use',
): string | undefined {
  const { name, title, owner, entityRef, declared } = present;
  const taken = `The name '${name}' is taken by the application "${title}"`;
  if (owner !== wanted.owner) {
    return `${taken}, which ${owner ?? 'nobody'} owns. Choose another name.`;
  }
  if (declared) {
    return `${taken}, which is declared in platform files. Choose another name.`;
  }
  if (wanted.entityRef && entityRef !== wanted.entityRef) {
    return `${taken}, which is bound to ${
      entityRef ?? 'no entity'
    }. Choose another name.`;
  }
  return existing === 'use' || isBegun(present)
    ? undefined
    : `${taken}, which is in use. Choose another name, or change that application.`;
}

/** @throws ConflictError where the name or the entity is another one's. */
async function ensureApplication(
  tutti: TuttiApi,
  wanted: NewApplication,
  existing: 'refuse' | 'use',
): Promise<boolean> {
  try {
    await tutti.createApplication(wanted);
    return true;
  } catch (error) {
    if (!hasStatus(error, 409)) return asking(Promise.reject(error));
    const present = await ifThere(tutti.getApplication(wanted.name));
    if (present) {
      const reason = whyTaken(present, wanted, existing);
      if (reason) throw new ConflictError(reason);
      return false;
    }
    const holder =
      wanted.entityRef && (await tutti.findApplication(wanted.entityRef));
    throw new ConflictError(
      holder
        ? `${wanted.entityRef} is bound to the application '${holder.name}' already. Add a workload to that application, or choose another entity.`
        : `The name '${wanted.name}' or its entity is taken by an application that you may not see. Choose another name.`,
    );
  }
}

/**
 * Makes all environments. When one is refused, an application that this run made is taken back.
 * @throws Refusal of the first that is refused.
 */
async function ensureEnvironments(
  tutti: TuttiApi,
  application: string,
  environments: NewEnvironment[],
  takeBack: boolean,
): Promise<void> {
  for (const environment of environments) {
    try {
      await ensureEnvironment(tutti, application, environment);
    } catch (error) {
      if (
        takeBack &&
        isBegun(await asking(tutti.getApplication(application)))
      ) {
        await asking(tutti.deleteApplication(application));
      }
      throw error;
    }
  }
}

/** `tutti:application:create` */
export function createApplicationAction(services: Services) {
  return createTemplateAction({
    id: 'tutti:application:create',
    description:
      'Makes an application with its environments: all of it, or nothing. One that a run before began is completed.',
    examples: createApplicationExamples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string().describe('Lower-case letters, digits and dashes'),
        title: z => z.string().optional().describe('What people read'),
        owner: z =>
          z
            .string()
            .describe(
              'Entity ref of the owning group or user: oneself or a group of one’s own, unless one may assign others',
            ),
        entityRef: z =>
          z
            .string()
            .optional()
            .describe('System or Component of the catalog that it is bound to'),
        environments: z =>
          z
            .array(z.object({ name: z.string(), type: z.string() }))
            .optional()
            .describe('Environments with their types, made together with it'),
        existing: z =>
          z
            .enum(['refuse', 'use'])
            .optional()
            .describe(
              'What to do with an application of this name and owner: `refuse` (the default) goes on only with one in which nothing was added or deployed yet; `use` goes on with any',
            ),
      },
      output: {
        application: z => z.string().describe('Its name'),
        applicationUrl: z =>
          z.string().describe('Path of the application in the portal'),
        created: z =>
          z.boolean().describe('False where it had been there already'),
      },
    },
    async handler(ctx) {
      const { environments = [], existing = 'refuse', ...input } = ctx.input;
      const tutti = tuttiAs(ctx, services);
      const problem = nameProblem('application', input.name);
      if (problem) throw new InputError(problem);
      const wanted = await inFull(input, services, ctx);
      if (environments.length > 0) {
        await checkEnvironments(tutti, environments);
      }
      ctx.output('application', wanted.name);
      ctx.output('applicationUrl', links.application(wanted.name));
      if (ctx.isDryRun) {
        const present = await ifThere(tutti.getApplication(wanted.name));
        const reason = present && whyTaken(present, wanted, existing);
        if (reason) throw new ConflictError(reason);
        ctx.output('created', false);
        return;
      }
      const created = await ctx.checkpoint({
        key: `application.${wanted.name}`,
        fn: () => ensureApplication(tutti, wanted, existing),
      });
      await ctx.checkpoint({
        key: `environments.${wanted.name}`,
        fn: () => ensureEnvironments(tutti, wanted.name, environments, created),
      });
      ctx.logger.info(
        created
          ? `Made the application ${wanted.name}, owned by ${wanted.owner}.`
          : `The application ${wanted.name} is there already; going on with it.`,
      );
      ctx.output('created', created);
    },
  });
}
