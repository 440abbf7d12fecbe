import type { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import { violations } from '../../__testUtils__/violations';
import { tuttiApiRef } from '../../api';
import {
  environmentsCard,
  resourceCard,
  systemCard,
} from '../../extensions/entity';
import { MockTutti } from '../../mocks/MockTutti';
import { rootRouteRef } from '../../routes';

function entity(
  kind: string,
  name: string,
  annotations: Record<string, string> = {},
  spec: Entity['spec'] = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { namespace: 'default', name, annotations },
    spec: { owner: 'team-a', ...spec },
    relations: [
      ...(typeof spec.system === 'string'
        ? [{ type: 'partOf', targetRef: `system:default/${spec.system}` }]
        : []),
    ],
  };
}

const APPLICATION = 'tutti.dev/application';
const web = entity('Component', 'shop-web', {
  [APPLICATION]: 'shop',
  'tutti.dev/workload': 'web',
});
const system = entity('System', 'shop', { [APPLICATION]: 'shop' });
const database = entity('Resource', 'shop-main', {
  [APPLICATION]: 'shop',
  'tutti.dev/resource': 'postgres.default#main',
});

function show(
  of: Entity,
  options: { tutti?: MockTutti; catalog?: Entity[] } = {},
) {
  const { tutti = new MockTutti(), catalog = [] } = options;
  return renderTestApp({
    mountedRoutes: {
      '/tutti': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    extensions: [
      createTestEntityPage({ entity: of }),
      environmentsCard,
      systemCard,
      resourceCard,
    ],
    apis: [
      [tuttiApiRef, tutti],
      [catalogApiRef, catalogApiMock({ entities: [of, ...catalog] })],
    ],
  });
}

/** A Tutti that refuses one call, as somebody without rights meets it. */
function without(call: 'getApplication' | 'listResources'): MockTutti {
  return Object.assign(new MockTutti(), {
    [call]: async () => {
      throw new NotFoundError('not here');
    },
  });
}

describe('of a Component', () => {
  it('a line per environment with the version of its workload, the last deployment, one button', async () => {
    const { container } = show(web);
    const card = await screen.findByRole('region', { name: 'Environments' });
    const lines = await within(card).findAllByRole('listitem');
    expect(lines.map(line => line.textContent)).toEqual([
      expect.stringMatching(/^development.*Healthy 6\/6.*r41 · 1\.9\.2/),
      expect.stringMatching(/^staging.*Deployment failed.*cannot be pulled/),
      expect.stringMatching(/^production.*Healthy 6\/6.*r38/),
    ]);
    expect(
      within(card).getByRole('link', { name: '#57 to development' }),
    ).toHaveAttribute('href', '/tutti/deployments/deployment-57');
    expect(
      within(card)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['Deploy to development']);
    expect(await violations(container)).toEqual([]);
  });

  it('says where nothing is there for the reader', async () => {
    show(web, { tutti: without('getApplication') });
    expect(await screen.findByRole('alert')).toHaveTextContent(/environments/);
  });
});

describe('of a System', () => {
  it('its applications and those of its parts, what is wrong first', async () => {
    const tutti = new MockTutti();
    const names = tutti.applications.map(({ name }) => name);
    const other = names.find(name => name !== 'shop') ?? '';
    const { container } = show(system, {
      tutti,
      catalog: [
        entity(
          'Component',
          'lone',
          { [APPLICATION]: other },
          { system: 'shop' },
        ),
        entity('Component', 'elsewhere', { [APPLICATION]: 'none' }),
      ],
    });
    const grid = await screen.findByRole('grid');
    expect(await within(grid).findAllByRole('rowheader')).toHaveLength(2);
    const [first] = within(grid).getAllByRole('rowheader');
    expect(first).toHaveTextContent('Online shop');
    expect(
      within(grid)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual(expect.arrayContaining(['Development', 'Staging', 'Production']));
    expect(await violations(container)).toEqual([]);
  });

  it('says that there is nothing to see', async () => {
    const tutti = new MockTutti();
    tutti.applications = [];
    show(system, { tutti });
    expect(
      await screen.findByText('Nothing here that you may see'),
    ).toBeInTheDocument();
  });
});

describe('of a Resource', () => {
  it('by which definition it is where, for whom, what it gives, and which deployment made it', async () => {
    const { container } = show(database);
    const card = await screen.findByRole('region', {
      name: 'In the environments',
    });
    const lines = await within(card).findAllByRole('listitem');
    expect(lines).toHaveLength(2);
    const [staging] = lines;
    expect(staging).toHaveTextContent(/^staging.*ready.*holds data/);
    expect(staging).toHaveTextContent('postgres-in-cluster manifests');
    expect(staging).toHaveTextContent('catalog, checkout');
    expect(staging).toHaveTextContent('secret, set');
    expect(
      within(staging).getByRole('link', { name: 'by deployment #31' }),
    ).toHaveAttribute(
      'href',
      '/tutti/deployments/deployment-31?step=postgres.default%23main',
    );
    expect(await violations(container)).toEqual([]);
  });

  it('says that it is nowhere yet', async () => {
    show(
      entity('Resource', 'new', {
        [APPLICATION]: 'shop',
        'tutti.dev/resource': 's3.default#files',
      }),
    );
    expect(
      await screen.findByText('In no environment that you may see'),
    ).toBeInTheDocument();
  });

  it('says where nothing is there for the reader', async () => {
    show(database, { tutti: without('listResources') });
    expect(await screen.findByRole('alert')).toHaveTextContent(/resource/);
  });
});

it.each(['Component', 'System', 'Resource'])(
  'there is none on a %s that is not deployed with Tutti',
  async kind => {
    show(entity(kind, 'other'));
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  },
);
