import { ResponseError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import { PlanRefusedError } from '@tutti/plugin-tutti-common';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { no } from '../../mocks/applications';
import { MockTutti } from '../../mocks/MockTutti';
import { acceptedPlan, lacking, planView, refusal } from '../../mocks/plans';

const deployButton = () =>
  screen.findByRole('button', { name: 'Deploy r41 to staging' });

async function staleAnswer(): Promise<ResponseError> {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: {
          name: 'StalePlan',
          message: 'The plan is out of date',
          moved: ['web was deployed by CI'],
        },
        response: { statusCode: 409 },
      }),
      { status: 409, headers: { 'Content-Type': 'application/json' } },
    ),
  );
}

describe('Plan', () => {
  it('names the contents of images that are promoted, and says which stay a tag', async () => {
    const tutti = new MockTutti();
    const place = {
      container: 'main',
      ranIn: { environment: 'staging', number: 12 },
    };
    tutti.plans['plan-7c1e'] = {
      ...planView,
      images: {
        pins: [
          {
            ...place,
            workload: 'orders',
            image: 'orders:1.4',
            digest: `sha256:${'ab12'.repeat(16)}`,
          },
        ],
        unpinned: [
          {
            ...place,
            workload: 'web',
            image: 'web:2',
            reason: 'Its pods ran more than one content under this tag.',
          },
        ],
      },
    };
    const { container } = renderTutti('/tutti/plans/plan-7c1e', { tutti });
    const images = await screen.findByRole('region', { name: 'Images' });
    expect(images).toHaveTextContent(
      'Image orders:1.4 is pinned to sha256:ab12ab12ab12, as it ran in staging #12.',
    );
    expect(images).toHaveTextContent(
      'Image web:2 stays a tag: what ran in staging #12 is not known. Its pods ran more than one content under this tag.',
    );
    expect(await violations(container)).toEqual([]);
  });

  it('says in numbers and reasons what would happen', async () => {
    const { container } = renderTutti('/tutti/plans/plan-7c1e');
    const summary = await screen.findByRole('list', { name: 'Summary' });
    expect(
      within(summary)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      '+1to create',
      '~3to update',
      '±1to replace',
      '=6unchanged',
      'Policies: 1 warning, 1 passed, 1 pending',
    ]);
    const workloads = screen.getByRole('tabpanel', { name: 'Workloads 3' });
    expect(workloads).toHaveTextContent('image: web:1.9.1 → 1.9.2');
    expect(workloads).toHaveTextContent('variable FEATURE_X added');
    expect(workloads).toHaveTextContent('3 unchanged, not touched');
    expect(screen.getByText('Sandbox: pods are simulated')).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });

  it('may not run before what is lost was accepted; the consent makes a new plan', async () => {
    const { user, tutti, address } = renderTutti('/tutti/plans/plan-7c1e');
    expect(await deployButton()).toHaveAccessibleDescription(
      /^Accept first: postgres.default#main holds data/,
    );
    await user.click(
      screen.getByRole('checkbox', { name: /^I accept that its data is lost/ }),
    );
    await waitFor(() => expect(address()).toBe('/tutti/plans/plan-8d2f'));
    expect(tutti.plans['plan-8d2f'].input.consent).toEqual([
      { subject: 'res-postgres.default#main', action: 'replace' },
    ]);
    expect(
      await screen.findByRole('checkbox', { name: /^I accept/ }),
    ).toBeChecked();
    expect(await deployButton()).not.toHaveAttribute('aria-disabled');
  });

  it('is run by the exact button, once', async () => {
    const tutti = new MockTutti();
    const deploy = jest.spyOn(tutti, 'deploy');
    const { user, address } = renderTutti('/tutti/plans/plan-8d2f', { tutti });
    await user.dblClick(await deployButton());
    await waitFor(() =>
      expect(address()).toBe('/tutti/deployments/deployment-live'),
    );
    expect(deploy.mock.calls).toEqual([
      ['plan-8d2f', { idempotencyKey: 'plan-8d2f' }],
    ]);
  });

  it('is replaced by what moved when the server calls it out of date', async () => {
    const tutti = new MockTutti();
    const answer = await staleAnswer();
    tutti.deploy = () => Promise.reject(answer);
    const { user, address } = renderTutti('/tutti/plans/plan-8d2f', { tutti });
    await user.click(await deployButton());
    expect(
      await screen.findByText('web was deployed by CI'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Deploy r41 to staging' }),
    ).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Plan again' }));
    await waitFor(() => expect(address()).toMatch('/tutti/plans/'));
  });

  it('opens as out of date when it is', async () => {
    const tutti = new MockTutti();
    tutti.plans['plan-8d2f'] = {
      ...acceptedPlan,
      current: false,
      moved: ['the platform files changed'],
    };
    renderTutti('/tutti/plans/plan-8d2f', { tutti });
    expect(
      await screen.findByText('staging changed since this plan was made'),
    ).toBeInTheDocument();
    expect(screen.getByText('the platform files changed')).toBeInTheDocument();
    expect(screen.getByText('Out of date')).toBeInTheDocument();
  });

  it('tells first what the cluster refuses, and beside each object what it says', async () => {
    const tutti = new MockTutti();
    const [first, ...rest] = acceptedPlan.steps;
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' };
    tutti.plans['plan-8d2f'] = {
      ...acceptedPlan,
      plan: {
        ...acceptedPlan.plan,
        deployable: false,
        dryRun: {
          accepted: 1,
          refused: 1,
          notAsked: 3,
          refusals: [
            {
              severity: 'error',
              code: 'ClusterRefuses',
              message: 'The cluster refuses Job migrate of api: no room.',
              hint: 'Have the quota raised.',
              address: 'workload#api',
            },
          ],
        },
      },
      steps: [
        {
          ...first,
          objects: [
            {
              ref: { apiVersion: 'batch/v1', kind: 'Job', name: 'migrate' },
              action: 'replace',
              changed: ['spec.template'],
              unchangeable: ['spec.template'],
              dryRun: {
                status: 'refused',
                reason: 'quota',
                message: 'no room',
                blocks: true,
              },
            },
            {
              ref,
              action: 'update',
              changed: ['data.a'],
              dryRun: {
                status: 'accepted',
                takes: [{ manager: 'kubectl-edit', path: '.data.a' }],
              },
            },
          ],
        },
        ...rest,
      ],
    };
    const { container } = renderTutti('/tutti/plans/plan-8d2f?tab=manifests', {
      tutti,
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'The cluster refuses Job migrate of api: no room. Have the quota raised.',
    );
    expect(
      screen.getByText(
        'The cluster was asked: 1 accepted, 1 refused, 3 not asked',
      ),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('The cluster says: no room'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'It is deleted and made anew, because this cannot be changed in place: spec.template',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('takes 1 field')).toBeInTheDocument();
    expect(screen.getByText('kubectl-edit')).toBeInTheDocument();
    expect(await deployButton()).toHaveAttribute('aria-disabled', 'true');
    expect(await violations(container)).toEqual([]);
  });

  it('leads to its deployment when it was run', async () => {
    const tutti = new MockTutti();
    tutti.plans['plan-8d2f'] = {
      ...acceptedPlan,
      deploymentId: 'deployment-31',
    };
    renderTutti('/tutti/plans/plan-8d2f', { tutti });
    expect(
      await screen.findByRole('link', { name: 'See the deployment' }),
    ).toHaveAttribute('href', '/tutti/deployments/deployment-31');
  });

  it('says why this reader may not run it', async () => {
    const tutti = new MockTutti();
    tutti.plans['plan-8d2f'] = {
      ...acceptedPlan,
      allowed: no('Only team-a may deploy to staging.'),
    };
    renderTutti('/tutti/plans/plan-8d2f', { tutti });
    expect(await deployButton()).toHaveAccessibleDescription(
      'Only team-a may deploy to staging.',
    );
  });

  it('shows a failed start without losing the plan', async () => {
    const tutti = new MockTutti();
    tutti.deploy = () => Promise.reject(new Error('out of reach'));
    const { user } = renderTutti('/tutti/plans/plan-8d2f', { tutti });
    await user.click(await deployButton());
    expect(await screen.findByRole('alert')).toHaveTextContent('out of reach');
    expect(await deployButton()).toBeInTheDocument();
  });

  it('shows what the tool of a driver would do by address and field, and the code that it is given', async () => {
    const tutti = new MockTutti();
    tutti.plans['plan-8d2f'] = {
      ...acceptedPlan,
      steps: acceptedPlan.steps.map(step =>
        step.kind === 'resource' && step.action === 'replace'
          ? {
              ...step,
              infrastructure: {
                changes: [
                  {
                    address: 'module.resource.cloud_database.main',
                    action: 'replace' as const,
                    summary: 'replaced because of region',
                    because: ['region'],
                    fields: [
                      { path: 'region', before: 'eu-1', after: 'eu-2' },
                      {
                        path: 'password',
                        before: { masked: 'secret' },
                        after: {
                          masked: 'unknown',
                          type: 'any',
                          from: 'the tool',
                        },
                      },
                    ],
                  },
                ],
                files: { 'main.tf.json': '{ "module": {} }' },
              },
            }
          : step,
      ),
    };
    const { user, container } = renderTutti(
      '/tutti/plans/plan-8d2f?tab=infrastructure',
      { tutti },
    );
    const table = await screen.findByRole('table', {
      name: 'Fields of module.resource.cloud_database.main',
    });
    expect(
      within(table).getByRole('rowheader', { name: 'region replaces it' }),
    ).toBeInTheDocument();
    expect(table).toHaveTextContent('eu-1');
    expect(table).toHaveTextContent('eu-2');
    expect(table).toHaveTextContent('known after apply');
    await user.click(screen.getByText('main.tf.json'));
    expect(
      await screen.findByRole('group', { name: 'main.tf.json' }),
    ).toHaveTextContent('{ "module": {} }');
    expect(await violations(container)).toEqual([]);
  });

  it('shows manifests as differences, unchanged lines folded, secrets masked', async () => {
    const { user, container } = renderTutti(
      '/tutti/plans/plan-7c1e?tab=manifests',
    );
    const web = await screen.findByRole('group', {
      name: 'Difference of Deployment web',
    });
    expect(web).toHaveTextContent('- image: registry.example/shop/web:1.9.1');
    expect(web).toHaveTextContent('+ image: registry.example/shop/web:1.9.2');
    expect(web).not.toHaveTextContent('app.kubernetes.io/managed-by');
    await user.click(
      within(web).getAllByRole('button', { name: /unchanged lines$/ })[0],
    );
    expect(web).toHaveTextContent('app.kubernetes.io/managed-by: tutti');
    expect(
      screen.getByRole('group', { name: 'Difference of Secret web-env' }),
    ).toHaveTextContent('REDIS_PASSWORD: (secret, changed)');
    expect(await violations(container)).toEqual([]);
  });

  it('explains every candidate of every definition', async () => {
    const { container } = renderTutti('/tutti/plans/plan-7c1e?tab=why');
    const panel = await screen.findByRole('tabpanel', {
      name: 'Why these definitions',
    });
    expect(panel).toHaveTextContent('redis.default#sharedby redis-in-cluster');
    expect(panel).toHaveTextContent('1 of 3 candidates');
    expect(panel).toHaveTextContent('Less specificredis-anywhere');
    expect(panel).toHaveTextContent(
      'environmentType: wants production, is staging',
    );
    expect(await violations(container)).toEqual([]);
  });

  it('puts broken policies first', async () => {
    renderTutti('/tutti/plans/plan-7c1e?tab=policies');
    const table = await screen.findByRole('table', { name: 'Policies' });
    expect(
      within(table)
        .getAllByRole('row')
        .slice(1)
        .map(row => within(row).getAllByRole('cell')[0].textContent),
    ).toEqual(['Warns', 'Decided while it runs', 'Passes']);
  });
});

describe('A plan that is made', () => {
  const address = '/tutti/applications/shop/environments/staging/plan';

  it('takes the place of the page that makes it', async () => {
    const { address: now } = renderTutti(address);
    await waitFor(() => expect(now()).toBe(`/tutti/plans/${planView.id}`));
  });

  it('shows every problem with place, code and hint when it is refused', async () => {
    const tutti = new MockTutti();
    const good = tutti.createPlan.bind(tutti);
    tutti.createPlan = () =>
      Promise.reject(new PlanRefusedError('refused', refusal));
    const { user, container, address: now } = renderTutti(address, { tutti });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('2 problems stand against it');
    expect(alert).toHaveTextContent('Nothing was changed in staging.');
    expect(alert).toHaveTextContent('payment/score.yaml:6:12');
    expect(alert).toHaveTextContent('ImageMissing');
    expect(alert).toHaveTextContent('The nearest is queue-production');
    expect(alert).toHaveTextContent('queue.default#mail.queue');
    expect(await violations(container)).toEqual([]);

    tutti.createPlan = good;
    await user.click(screen.getByRole('button', { name: 'Change images…' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(await within(dialog).findByLabelText('payment'), 'pay:1');
    await user.click(
      within(dialog).getByRole('button', { name: 'Plan for staging' }),
    );
    await waitFor(() => expect(now()).toBe(`/tutti/plans/${planView.id}`));
    expect(tutti.plans[planView.id].input).toEqual({
      images: { payment: { payment: 'pay:1' } },
    });
  });

  it('leads first to what mends it', async () => {
    const tutti = new MockTutti();
    tutti.createPlan = () =>
      Promise.reject(new PlanRefusedError('refused', lacking));
    const { user, address: now } = renderTutti(address, { tutti });
    const alert = await screen.findByRole('alert');
    expect(
      within(alert)
        .getAllByRole('link')
        .map(link => link.textContent),
    ).toEqual([
      'Set API_KEY in Values & secrets',
      'Set REGION in Values & secrets',
      'Score files of shop',
    ]);
    await user.click(
      within(alert).getByRole('link', {
        name: 'Set API_KEY in Values & secrets',
      }),
    );
    expect(now()).toBe(
      '/tutti/applications/shop/environments/staging?tab=values&set=API_KEY&secret=yes',
    );
    expect(await screen.findByLabelText(/^Name/)).toHaveValue('API_KEY');
  });

  it('shows any other error with a way to try again', async () => {
    const tutti = new MockTutti();
    const good = tutti.createPlan.bind(tutti);
    tutti.createPlan = () => Promise.reject(new Error('out of reach'));
    const { user, address: now } = renderTutti(address, { tutti });
    expect(await screen.findByRole('alert')).toHaveTextContent('out of reach');
    tutti.createPlan = good;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(now()).toBe(`/tutti/plans/${planView.id}`));
  });
});
