import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../../__testUtils__/renderTutti';
import { violations } from '../../../__testUtils__/violations';
import { MockTutti } from '../../../mocks/MockTutti';
import { shortImage, shortRef } from './shortNames';

const BUILDS = '/tutti/applications/shop?tab=builds';

async function rowOf(commit: string) {
  return screen.findByRole('row', { name: new RegExp(`^${commit}`) });
}

describe('Builds of an application', () => {
  it('says what was built, of what, by whom, and what became of it', async () => {
    const { user, address } = renderTutti(BUILDS);
    const row = await rowOf('d4c1f0a9');
    expect(row).toHaveTextContent('main');
    expect(row).toHaveTextContent('web@sha256:dddddddd…');
    expect(row).toHaveTextContent('external:github:repo:acme/shop');
    expect(row).toHaveTextContent(
      'production: not deployed. Production deploys builds of refs/tags/*, not of refs/heads/main.',
    );
    expect(await violations(screen.getByRole('table'))).toEqual([]);
    await user.click(within(row).getByRole('link', { name: /^#/ }));
    await waitFor(() => expect(address()).toContain('/tutti/deployments/'));
  });

  it('says where a newer image took the place of one', async () => {
    renderTutti(BUILDS);
    expect(await rowOf('c3b0e9f8')).toHaveTextContent(
      'A newer image took its place in this deployment.',
    );
  });

  it('shows older ones when they are asked for', async () => {
    const tutti = new MockTutti();
    const [one] = tutti.builds;
    tutti.builds = Array.from({ length: 25 }, (_, index) => ({
      ...one,
      id: `many-${index}`,
      commit: `${index}`.padStart(8, 'a').padEnd(40, '0'),
    }));
    const { user } = renderTutti(BUILDS, { tutti });
    const rows = () => screen.getAllByRole('row').length - 1;
    await rowOf('aaaaaaa0');
    expect(rows()).toBe(20);
    await user.click(screen.getByRole('button', { name: 'Show older' }));
    await waitFor(() => expect(rows()).toBe(25));
    expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull();
  });

  it('says what a build is where none was told', async () => {
    const tutti = new MockTutti();
    tutti.builds = [];
    renderTutti(BUILDS, { tutti });
    expect(await screen.findByText('No build was told yet')).toBeVisible();
  });
});

describe('short names', () => {
  it.each([
    ['refs/heads/main', 'main'],
    ['refs/heads/feature/one', 'feature/one'],
    ['refs/tags/v1.4.0', 'v1.4.0'],
    ['refs/pull/1/merge', 'refs/pull/1/merge'],
  ])('of the ref %s is %s', (ref, short) => {
    expect(shortRef(ref)).toBe(short);
  });

  it.each([
    [
      `registry.example/shop/web@sha256:${'a'.repeat(64)}`,
      'web@sha256:aaaaaaaa…',
    ],
    [
      `registry.example:5000/web:1.4@sha256:${'b'.repeat(64)}`,
      'web:1.4@sha256:bbbbbbbb…',
    ],
    ['web:1.4', 'web:1.4'],
  ])('of the image %s is %s', (image, short) => {
    expect(shortImage(image)).toBe(short);
  });
});
