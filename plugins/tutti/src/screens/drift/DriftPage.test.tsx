import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { MockTutti } from '../../mocks/MockTutti';

const DRIFT = '/tutti/drift';
const STAGING = '/tutti/applications/shop/environments/staging?tab=drift';

describe('Drift', () => {
  it('is one row for a cause over all environments, with what can be done about it', async () => {
    const { container } = renderTutti(DRIFT, { tutti: new MockTutti() });
    const list = await screen.findByRole('list', { name: 'Drift by cause' });
    const [first] = within(list).getAllByRole('listitem');
    expect(first).toHaveTextContent(
      /Deployment: spec\.replicas.*by kubectl, 2 environments, found 2 h ago/,
    );
    for (const name of ['Repair', 'Accept', 'Ignore from now on']) {
      expect(
        within(first).getByRole('button', {
          name: `${name}: Deployment: spec.replicas`,
        }),
      ).toBeVisible();
    }
    expect(await violations(container)).toEqual([]);
  });

  it('shows where, and what was applied, is there and is wanted', async () => {
    const { user, container } = renderTutti(DRIFT, { tutti: new MockTutti() });
    const [open] = await screen.findAllByText('Where, and what');
    await user.click(open);
    const [live] = await screen.findAllByText('Live');
    expect(live.closest('dl')).toHaveTextContent(/Applied2Live5Wanted2/);
    expect(
      screen.getByRole('link', { name: 'Online shop, production' }),
    ).toHaveAttribute(
      'href',
      '/tutti/applications/shop/environments/production?tab=drift',
    );
    expect(await violations(container)).toEqual([]);
  });

  it('says what came of it in each environment', async () => {
    const tutti = new MockTutti();
    tutti.decideDrift = async decision => {
      expect(decision).toEqual({
        how: 'repair',
        cause: 'Deployment|spec.replicas|altered|kubectl',
      });
      return {
        items: [
          {
            application: 'shop',
            environment: 'staging',
            outcome: 'queued',
            deploymentId: 'deployment-live',
          },
          {
            application: 'shop',
            environment: 'production',
            outcome: 'refused',
            message: 'Operating shop/production needs tutti.runtime.operate.',
          },
        ],
        left: 0,
      };
    };
    const { user } = renderTutti(DRIFT, { tutti });
    await user.click(
      await screen.findByRole('button', {
        name: 'Repair: Deployment: spec.replicas',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('It concerns 2 environments');
    await user.click(within(dialog).getByRole('button', { name: 'Repair' }));
    const outcomes = await within(dialog).findByRole('list', {
      name: 'What came of it',
    });
    expect(
      within(outcomes).getByRole('link', { name: 'this deployment' }),
    ).toHaveAttribute('href', '/tutti/deployments/deployment-live');
    expect(outcomes).toHaveTextContent(
      'shop/production RefusedOperating shop/production needs tutti.runtime.operate.',
    );
    expect(await violations(dialog)).toEqual([]);
  });

  it('asks why before something is left as it is', async () => {
    const tutti = new MockTutti();
    const { user } = renderTutti(STAGING, { tutti });
    await user.click(
      await screen.findByRole('button', {
        name: 'Accept: Deployment api spec.replicas',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    const accept = within(dialog).getByRole('button', { name: 'Accept' });
    expect(accept).toHaveAttribute('aria-disabled', 'true');
    await user.type(within(dialog).getByLabelText('Reason'), 'the sale');
    await user.click(accept);
    await waitFor(() =>
      expect(tutti.drift.map(({ id }) => id)).not.toContain(
        'drift-staging-api',
      ),
    );
  });

  it('of an environment: a secret says only that it changed, and a refused button why', async () => {
    const { container } = renderTutti(STAGING, { tutti: new MockTutti() });
    const list = await screen.findByRole('list', { name: 'Drift' });
    expect(list).toHaveTextContent('Appliedsecret, changed');
    expect(
      within(list).getByRole('button', {
        name: 'Accept: Secret db-main data.password',
      }),
    ).toHaveAccessibleDescription(/It is a secret/);
    expect(list).toHaveTextContent(/Service web.*Service is gone/);
    const left = screen.getByRole('list', { name: 'Left as it is' });
    expect(left).toHaveTextContent(
      /ConfigMap web-files.*Accepted.*until Monday/,
    );
    expect(screen.getByText(/Looked at 42 objects/)).toHaveTextContent(
      'Every 15m.',
    );
    expect(await violations(container)).toEqual([]);
  });

  it('says so where nothing was changed', async () => {
    const tutti = new MockTutti();
    tutti.drift = [];
    renderTutti(DRIFT, { tutti });
    expect(await screen.findByText('Nothing was changed')).toBeVisible();
  });
});
