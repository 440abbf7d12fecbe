import { z } from 'zod';
import { ApplicationsService } from '../services/types';
import { Route, route } from './route';
import { flag, inApplication, name, repositoryUrl } from './schemas';

export function applicationRoutes(applications: ApplicationsService): Route[] {
  return [
    route({
      method: 'get',
      path: '/applications',
      summary:
        'Applications with their environments, by title: of an owner, of what the caller owns (`mine`), these (`names`, by commas), or with an environment that a person should look at (`problems`); `next` is the cursor of the next page',
      input: z.object({
        query: z.object({
          search: z.string().max(200).optional(),
          owner: z.string().max(200).optional(),
          names: z
            .string()
            .max(6000)
            .transform(names => names.split(','))
            .pipe(z.array(name).max(100))
            .optional(),
          mine: flag,
          problems: flag,
          limit: z.coerce.number().int().min(1).max(200).default(100),
          cursor: z.string().min(1).max(1500).optional(),
        }),
      }),
      answers: 'ApplicationPage',
      handle: ({ query }, { caller }) => applications.list(query, caller),
    }),
    route({
      method: 'post',
      path: '/applications',
      summary: 'Makes an application without workloads',
      status: 201,
      input: z.object({
        body: z.strictObject({
          name,
          title: z.string().min(1).max(200).optional(),
          owner: z.string().min(1).max(200).optional(),
          entityRef: z.string().min(1).max(200).optional(),
        }),
      }),
      answers: 'Application',
      handle: ({ body }, { caller }) => applications.create(body, caller),
    }),
    route({
      method: 'get',
      path: '/applications/by-entity',
      summary: 'The application that is bound to a catalog entity',
      input: z.object({ query: z.object({ entityRef: z.string().min(1) }) }),
      answers: 'Application',
      handle: ({ query }, { caller }) =>
        applications.findByEntity(query.entityRef, caller),
    }),
    route({
      method: 'get',
      path: '/applications/{application}',
      summary: 'One application with workloads and environments',
      input: z.object({ params: inApplication }),
      answers: 'Application',
      handle: ({ params }, { caller }) =>
        applications.get(params.application, caller),
    }),
    route({
      method: 'put',
      path: '/applications/{application}/owner',
      summary:
        'Confirms another owner that platform files or the catalog name; who may assign, chooses any',
      input: z.object({
        params: inApplication,
        body: z.strictObject({ owner: z.string().min(1).max(200) }),
      }),
      answers: 'Application',
      handle: ({ params, body }, { caller }) =>
        applications.changeOwner(params.application, body.owner, caller),
    }),
    route({
      method: 'put',
      path: '/applications/{application}/settings',
      summary:
        'What an application offers to those of other owners, and where builds of its workloads come from; what is left out stays',
      input: z.object({
        params: inApplication,
        body: z.strictObject({
          offers: z
            .record(name, z.array(z.string().min(1).max(200)).max(100))
            .optional(),
          repositories: z
            .array(
              z.strictObject({
                url: repositoryUrl,
                workloads: z.array(name).min(1).max(1000).optional(),
              }),
            )
            .max(100)
            .optional(),
        }),
      }),
      answers: 'Application',
      handle: ({ params, body }, { caller }) =>
        applications.changeSettings(params.application, body, caller),
    }),
    route({
      method: 'delete',
      path: '/applications/{application}',
      summary: 'Deletes an application; refused while anything of it runs',
      input: z.object({ params: inApplication }),
      handle: ({ params }, { caller }) =>
        applications.delete(params.application, caller),
    }),
  ];
}
