import { parse } from 'yaml';
import { Portal, startPortal, TEAM, template } from './__testUtils__/portal';
import { addWorkloadExamples } from './actions/addWorkload.examples';
import { createApplicationExamples } from './actions/createApplication.examples';
import { createEnvironmentExamples } from './actions/createEnvironment.examples';
import { deployExamples } from './actions/deploy.examples';
import { setValuesExamples } from './actions/setValues.examples';
import { writeScoreExamples } from './actions/writeScore.examples';

/** In the order in which they can stand on each other. */
const EXAMPLES = [
  ...createApplicationExamples,
  ...createEnvironmentExamples,
  ...writeScoreExamples,
  ...addWorkloadExamples,
  ...setValuesExamples,
  ...deployExamples,
].map(({ description, example }, index) => ({
  name: `example-${index}`,
  description,
  steps: parse(example).steps,
}));

describe('the examples of the actions', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal({
      templates: EXAMPLES.map(({ name, steps }) => template(name, { steps })),
    });
    const tutti = portal.tutti();
    await tutti.createApplication({ name: 'bookshop', owner: TEAM });
    await tutti.createEnvironment('bookshop', {
      name: 'development',
      type: 'development',
    });
    await tutti.putWorkload('bookshop', 'web', {
      score: `apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: 'registry.example.com/web:1' } }
`,
    });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  it.each(EXAMPLES)('$description', async ({ name }) => {
    const task = await portal.run(
      name,
      {},
      { secrets: { apiKey: 'canary-of-the-form' } },
    );
    expect(task).toMatchObject({ status: 'completed' });
    expect(task.log.join('\n')).not.toContain('canary');
  });

  it('come to something', async () => {
    const tutti = portal.tutti();
    expect(await tutti.getApplication('newsstand')).toMatchObject({
      title: 'Newsstand',
      owner: TEAM,
      environments: [{ name: 'development' }, { name: 'staging' }],
    });
    expect(await tutti.getApplication('bookshop')).toMatchObject({
      workloads: [{ name: 'mailer' }, { name: 'web' }],
      environments: [
        {
          name: 'development',
          health: { status: 'healthy' },
          lastDeployment: { number: 1, status: 'succeeded' },
        },
        { name: 'staging' },
      ],
    });
    expect(
      (await tutti.listValues('bookshop', 'development')).items,
    ).toMatchObject([
      { name: 'API_KEY', secret: true },
      { name: 'CURRENCY', secret: false, value: 'EUR' },
    ]);
  });
});
