import { z } from 'zod';
import { ModulesService } from '../services/modules';
import { Route, route } from './route';
import { name } from './schemas';

const text = z.string().trim().min(1).max(1024);
const MOST_FILES = 200;
const LARGEST_BODY = 2 * 1024 * 1024;

export function moduleRoutes(modules: ModulesService): Route[] {
  return [
    route({
      method: 'post',
      path: '/platform/modules/inspect',
      summary:
        'What a module takes and gives, a resource type and a definition that would offer it, and with `against` what an upgrade changes and whom it concerns',
      largestBody: LARGEST_BODY,
      input: z.object({
        body: z.strictObject({
          driver: name.optional(),
          source: text,
          version: text.optional(),
          files: z
            .record(text, z.string())
            .refine(
              files => Object.keys(files).length <= MOST_FILES,
              `at most ${MOST_FILES}`,
            )
            .optional(),
          against: text.optional(),
        }),
      }),
      answers: 'ModuleView',
      handle: ({ body }, { caller }) => modules.inspect(body, {}, caller),
    }),
  ];
}
