import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { nameProblem } from '@tutti/plugin-tutti-common';
import { demandFit } from '../score/againstPlatform';
import { repositoryOf } from '../score/repositoryOf';
import { scoreText } from '../score/scoreText';
import { ifThere } from '../tutti/refusal';
import { Services, tuttiAs } from '../tutti/tuttiAs';
import { writeScoreExamples } from './writeScore.examples';

/** The text in the workspace; undefined where there is none. */
async function present(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** `tutti:score:write` */
export function createWriteScoreAction(services: Services) {
  return createTemplateAction({
    id: 'tutti:score:write',
    description:
      'Writes a Score file from chosen resources into the workspace. A file that is there, or the workload that it is taken from, is changed: comments and everything else stay. Of a workload that follows a repository it says which, so that a `publish:…:pull-request` can propose the change there.',
    examples: writeScoreExamples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string().describe('Name of the workload'),
        path: z =>
          z
            .string()
            .optional()
            .describe(
              'File in the workspace; by default where the workload has it in its repository, else `score.yaml`',
            ),
        application: z =>
          z
            .string()
            .optional()
            .describe(
              'The application that it is for. Where the workload is there and the file is not, its text is changed; what it asks for must be offered in all environments of the application',
            ),
        owner: z =>
          z
            .string()
            .optional()
            .describe('Of an application that is not there yet: entity ref'),
        environments: z =>
          z
            .array(z.object({ name: z.string(), type: z.string() }))
            .optional()
            .describe(
              'Of an application that is not there yet: where everything that is asked for must be offered',
            ),
        image: z =>
          z
            .string()
            .optional()
            .describe(
              'With a tag or a digest; `.` where each deployment brings its own. Needed for a new file',
            ),
        port: z =>
          z
            .number()
            .int()
            .min(1)
            .max(65535)
            .optional()
            .describe('Of the service'),
        variables: z =>
          z
            .record(z.string())
            .optional()
            .describe('Variables of the container, beside those of resources'),
        resources: z =>
          z
            .array(
              z.object({
                name: z.string().describe('In the Score file: `db`'),
                type: z.string().describe('Resource type: `postgres`'),
                class: z.string().optional(),
                id: z
                  .string()
                  .optional()
                  .describe('Shared by the workloads that name it'),
                params: z.record(z.any()).optional(),
                outputs: z
                  .array(z.string())
                  .optional()
                  .describe(
                    'Outputs of a new resource that become variables: `host` of `db` becomes `DB_HOST`',
                  ),
                mountPath: z
                  .string()
                  .optional()
                  .describe('Of a volume: where the container sees it'),
              }),
            )
            .optional()
            .describe(
              'All resources of the workload. Those of the file that are not named are removed with their variables; without this field all stay',
            ),
      },
      output: {
        score: z => z.string().describe('The text'),
        path: z => z.string().describe('Where it was written'),
        repoUrl: z =>
          z
            .string()
            .optional()
            .describe(
              'The repository that the workload follows, as `publish` actions take it',
            ),
        branch: z =>
          z
            .string()
            .optional()
            .describe('What it follows there; the default branch without'),
      },
    },
    async handler(ctx) {
      const {
        path: asked,
        application,
        owner,
        environments,
        ...chosen
      } = ctx.input;
      const problem = nameProblem('workload', chosen.name);
      if (problem) throw new InputError(problem);
      const tutti = tuttiAs(ctx, services);
      const workload =
        application !== undefined
          ? await ifThere(tutti.getWorkload(application, chosen.name))
          : undefined;
      const repository = workload && repositoryOf(workload.source);
      const path = asked ?? repository?.path ?? 'score.yaml';
      const file = resolveSafeChildPath(ctx.workspacePath, path);
      const base = (await present(file)) ?? workload?.score;
      const score = scoreText(chosen, base);
      await demandFit(
        tutti,
        { name: chosen.name, score },
        {
          application,
          owner,
          environmentTypes: environments?.map(({ type }) => type),
        },
      );
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, score);
      ctx.logger.info(`${base === undefined ? 'Wrote' : 'Changed'} ${path}.`);
      ctx.output('score', score);
      ctx.output('path', path);
      ctx.output('repoUrl', repository?.repoUrl);
      ctx.output('branch', repository?.branch);
    },
  });
}
