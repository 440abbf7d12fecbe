import { screen, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { MockTutti } from '../../mocks/MockTutti';

const STAGING = '/tutti/applications/shop/environments/staging';

describe('Environment', () => {
  it('keeps apart what runs, how it is, and what was asked for', async () => {
    const { container } = renderTutti(STAGING);
    const state = await screen.findByRole('region', { name: 'State' });
    expect(state).toHaveTextContent('Runsr40');
    expect(state).toHaveTextContent('3 changes are not deployed yet');
    expect(state).toHaveTextContent('Degraded 5/6');
    expect(state).toHaveTextContent('Failed #31');
    expect(await violations(container)).toEqual([]);
  });

  it('leads back from an environment that is not there', async () => {
    renderTutti('/tutti/applications/shop/environments/elsewhere');
    expect(
      await screen.findByText('Online shop has no environment elsewhere'),
    ).toBeInTheDocument();
  });

  it.each([
    ['resources', 'table', 'Resources', 'postgres-main-3f'],
    ['values', 'table', 'Values and secrets of staging', 'LOG_LEVEL'],
    ['history', 'table', 'Deployments', '#31'],
  ])('has a tab for %s', async (tab, role, name, text) => {
    renderTutti(`${STAGING}?tab=${tab}`);
    expect(await screen.findByRole(role, { name })).toHaveTextContent(text);
  });
});

describe('Access to an environment', () => {
  const ACCESS = '/tutti/applications/shop/environments/production?tab=access';

  it('says for every verb whether one may, who may, and what decides', async () => {
    const { container } = renderTutti(ACCESS);
    const table = await screen.findByRole('table', {
      name: 'Access to production',
    });
    const row = (name: RegExp) => within(table).getByRole('row', { name });
    expect(row(/^see it/)).toHaveTextContent(
      /Yes.*anyone.*tutti\.access\.read.*in the configuration of the portal/,
    );
    const deploy = row(/^plan and deploy/);
    expect(deploy).toHaveTextContent(
      'Deploying in shop/production is for group:default/release-managers',
    );
    expect(
      within(deploy).getByRole('link', { name: 'release-managers' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/^What the environment type Production says, in/),
    ).toHaveTextContent('environment-types.yaml:1');
    expect(row(/^deploy in spite/)).toHaveTextContent('nobody');
    expect(row(/^read logs/)).toHaveTextContent(
      'Permission tutti.logs.read: not granted',
    );
    expect(await violations(container)).toEqual([]);
  });

  it('names the type where platform files may not be read', async () => {
    const tutti = new MockTutti();
    tutti.getPlatform = () => Promise.reject(new Error('not allowed'));
    renderTutti(ACCESS, { tutti });
    expect(
      await screen.findByText(
        /^What the environment type Production says, and the permission/,
      ),
    ).toBeInTheDocument();
  });

  it('shows what went wrong where the table would be', async () => {
    const tutti = new MockTutti();
    tutti.listAccess = () => Promise.reject(new Error('out of reach'));
    renderTutti(ACCESS, { tutti });
    expect(await screen.findByRole('alert')).toHaveTextContent('out of reach');
    expect(
      screen.getByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
  });
});
