import { ResponseError } from '@backstage/errors';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { violations } from '../../__testUtils__/violations';
import { tuttiApiRef } from '../../api';
import { MockTutti } from '../../mocks/MockTutti';
import { rootRouteRef } from '../../routes';
import { MyApplications } from './MyApplications';

function show(tutti = new MockTutti()) {
  return renderInTestApp(<MyApplications />, {
    mountedRoutes: { '/tutti': rootRouteRef },
    apis: [[tuttiApiRef, tutti], mockApis.identity()],
  });
}

it('what of mine is not well comes first, with the cause; then my last deployments', async () => {
  const { container } = show();
  const unwell = await screen.findByRole('list', { name: 'Not well' });
  expect(unwell).toHaveTextContent(
    /Online shop · staging.*Deployment failed.*cannot be pulled/,
  );
  expect(
    within(unwell).getByRole('link', { name: 'Online shop · staging' }),
  ).toHaveAttribute('href', '/tutti/applications/shop/environments/staging');
  const deployments = screen.getByRole('list', { name: 'My last deployments' });
  expect(within(deployments).getAllByRole('link')[0]).toHaveTextContent(
    /^shop to \w+ #\d+$/,
  );
  expect(screen.getByRole('link', { name: 'All of mine' })).toHaveAttribute(
    'href',
    '/tutti?mine=yes',
  );
  expect(await violations(container)).toEqual([]);
});

it('says what is under way', async () => {
  const tutti = new MockTutti();
  tutti.applications = tutti.applications.map(application => ({
    ...application,
    environments: application.environments.map(environment => ({
      ...environment,
      health: { status: 'progressing', healthy: 2, of: 6 },
      lastDeployment: undefined,
    })),
  }));
  show(tutti);
  expect(
    await screen.findByRole('list', { name: 'Under way' }),
  ).toHaveTextContent('Starting 2/6');
  expect(screen.getByText(/all is well/)).toBeInTheDocument();
});

it('names five, and leads to the rest', async () => {
  const tutti = new MockTutti();
  const [shop] = tutti.applications;
  tutti.applications = Array.from({ length: 7 }, (_, index) => ({
    ...shop,
    id: `app-${index}`,
    name: `app-${index}`,
    owner: 'group:default/team-a',
    environments: shop.environments.slice(1, 2).map(each => ({
      ...each,
      id: `env-${index}`,
      health: { status: 'degraded', healthy: 0, of: 1 },
    })),
  }));
  show(tutti);
  expect(
    await screen.findByRole('link', { name: 'and 2 more' }),
  ).toHaveAttribute('href', '/tutti?mine=yes&problems=yes');
});

it('says how an application becomes mine where none is', async () => {
  const tutti = new MockTutti();
  tutti.applications = [];
  tutti.deployments = {};
  const { container } = show(tutti);
  expect(
    await screen.findByText('No application is yours yet'),
  ).toBeInTheDocument();
  expect(await violations(container)).toEqual([]);
});

it('says that it could not be loaded, and tries again when asked', async () => {
  const tutti = new MockTutti();
  const { listApplications } = tutti;
  tutti.listApplications = async () => {
    throw await ResponseError.fromResponse(
      Object.assign(new Response('{}', { status: 503 }), { url: '/' }),
    );
  };
  show(tutti);
  const again = await screen.findByRole('button', { name: 'Try again' });
  tutti.listApplications = listApplications;
  again.click();
  expect(
    await screen.findByRole('list', { name: 'Not well' }),
  ).toBeInTheDocument();
});
