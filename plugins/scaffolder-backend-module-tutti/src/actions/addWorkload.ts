import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  nameProblem,
  RepositoryInput,
  Workload,
  WorkloadInput,
} from '@tutti/plugin-tutti-common';
import { links } from '../tutti/links';
import { asking, ifThere } from '../tutti/refusal';
import { Services, tuttiAs } from '../tutti/tuttiAs';
import { addWorkloadExamples } from './addWorkload.examples';

/** @throws InputError where a text and a source are given */
async function inputOf(
  input: { score?: string; path?: string; source?: RepositoryInput },
  workspacePath: string,
): Promise<WorkloadInput> {
  const { score, path, source } = input;
  if (source) {
    if (score !== undefined || path !== undefined) {
      throw new InputError(
        'The workload has a source, and a score or a path as well. Give one of them.',
      );
    }
    return { source };
  }
  const file = resolveSafeChildPath(workspacePath, path ?? 'score.yaml');
  return { score: score ?? (await readFile(file, 'utf8')) };
}

function isAs({ score, source }: Workload, wanted: WorkloadInput): boolean {
  return 'score' in wanted
    ? source.kind === 'managed' && score === wanted.score
    : source.kind === 'repository' &&
        isDeepStrictEqual(source.from, wanted.source);
}

/** `tutti:workload:add` */
export function createWorkloadAction(services: Services) {
  return createTemplateAction({
    id: 'tutti:workload:add',
    description:
      'Adds a workload to an application: with a Score text that Tutti keeps, or from a repository that it follows. The same twice changes nothing.',
    examples: addWorkloadExamples,
    supportsDryRun: true,
    schema: {
      input: {
        application: z => z.string().describe('Name of the application'),
        workload: z =>
          z.string().describe('Name of the workload, as in its Score file'),
        score: z => z.string().optional().describe('The Score text'),
        path: z =>
          z
            .string()
            .optional()
            .describe(
              'Without `score`: the file in the workspace; `score.yaml` by default',
            ),
        source: z =>
          z
            .object({
              url: z
                .string()
                .describe('Of the repository, as a browser shows it'),
              path: z.string().optional().describe('`score.yaml` by default'),
              ref: z.string().optional().describe('Branch, tag or commit'),
            })
            .optional()
            .describe(
              'The repository whose Score file it follows; then neither `score` nor `path`',
            ),
        existing: z =>
          z
            .enum(['refuse', 'change'])
            .optional()
            .describe(
              'What to do where the workload has another text or source: `refuse` (the default) or `change` it',
            ),
      },
      output: {
        applicationUrl: z =>
          z.string().describe('Path of the application in the portal'),
        workload: z => z.string().describe('Its name'),
        version: z => z.number().describe('Of its Score text, counted from 1'),
      },
    },
    async handler(ctx) {
      const { application, workload, existing = 'refuse' } = ctx.input;
      const problem = nameProblem('workload', workload);
      if (problem) throw new InputError(problem);
      const tutti = tuttiAs(ctx, services);
      const wanted = await inputOf(ctx.input, ctx.workspacePath);
      const present = await ifThere(tutti.getWorkload(application, workload));
      if (existing === 'refuse' && present && !isAs(present, wanted)) {
        throw new ConflictError(
          `${application} has a workload '${workload}' already, with another Score text or source. Choose another name, or change that workload.`,
        );
      }
      ctx.output('applicationUrl', links.application(application));
      ctx.output('workload', workload);
      if (ctx.isDryRun) {
        ctx.output('version', (present?.version ?? 0) + 1);
        return;
      }
      const { version } = await asking(
        tutti.putWorkload(application, workload, wanted),
      );
      ctx.logger.info(
        `${present ? 'Changed' : 'Added'} ${workload}: version ${version}.`,
      );
      ctx.output('version', version);
    },
  });
}
