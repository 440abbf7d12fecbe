import { screen, waitFor, within } from '@testing-library/react';
import type { ValueVersion } from '@tutti/plugin-tutti-common';
import { renderTutti } from '../../../__testUtils__/renderTutti';
import { violations } from '../../../__testUtils__/violations';
import { MockTutti } from '../../../mocks/MockTutti';
import { ago } from '../../../mocks/applications';
import { isPurgeable, purgeableScopes, usesByEnvironment } from './purging';

const HISTORY =
  '/tutti/applications/shop?tab=values&of=staging&history=PAYMENT_KEY';

const version = (
  number: number,
  more: Partial<ValueVersion> = {},
): ValueVersion => ({
  scope: 'environment',
  version: number,
  secret: true,
  removed: false,
  at: ago(number * 1_000),
  by: 'user:default/maria',
  inUse: false,
  usedBy: [],
  ...more,
});

const RUNS: ValueVersion['usedBy'] = [
  { environment: 'staging', workloads: ['web'], resources: ['mail.default#m'] },
];

function tuttiWith(versions: ValueVersion[]) {
  const tutti = new MockTutti();
  tutti.listValueVersions = async () => ({ items: versions });
  const purge = jest
    .spyOn(tutti, 'purgeSecret')
    .mockResolvedValue({ versions: [], remains: [] });
  return { tutti, purge };
}

const press = (name: string | RegExp) => screen.findByRole('button', { name });

describe('A secret is purged from its history', () => {
  it('says that it is for good, and that a rollback does not miss an old version', async () => {
    const { tutti, purge } = tuttiWith([
      version(2, { inUse: true }),
      version(1),
    ]);
    const { user, toasts } = renderTutti(HISTORY, { tutti });
    await user.click(await press('Purge version 1 for only staging…'));
    const dialog = await screen.findByRole('dialog', {
      name: 'Purge version 1 of PAYMENT_KEY?',
    });
    expect(dialog).toHaveTextContent(/leaves the database for good/);
    expect(dialog).toHaveTextContent(/Rollbacks take the secret of now/);
    expect(await violations(dialog)).toEqual([]);
    await user.click(
      within(dialog).getByRole('button', {
        name: 'Purge version 1 of PAYMENT_KEY',
      }),
    );
    await waitFor(() =>
      expect(purge).toHaveBeenCalledWith('shop', 'staging', 'PAYMENT_KEY', {
        scope: 'environment',
        version: 1,
      }),
    );
    await waitFor(() => expect(toasts).toEqual(['PAYMENT_KEY is purged.']));
  });

  it('asks for a reason and for the environment’s name where it is in use, and says by whom', async () => {
    const { tutti, purge } = tuttiWith([
      version(2, { inUse: true, usedBy: RUNS }),
      version(1),
    ]);
    const { user } = renderTutti(HISTORY, { tutti });
    await user.click(
      await press('Purge every version of PAYMENT_KEY for only staging…'),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Purge every version of PAYMENT_KEY?',
    });
    expect(dialog).toHaveTextContent(
      'staging still runs with it: mail.default#m, web.',
    );
    expect(dialog).toHaveTextContent(
      /deployments and rollbacks that need PAYMENT_KEY are refused/,
    );
    const go = within(dialog).getByRole('button', {
      name: 'Purge every version of PAYMENT_KEY',
    });
    expect(go).toHaveAccessibleDescription(
      'Say why first: it is still in use.',
    );
    await user.type(within(dialog).getByLabelText(/^Why/), 'It leaked.');
    expect(go).toHaveAccessibleDescription(/staging/);
    await user.type(
      within(dialog).getByRole('textbox', { name: /staging/ }),
      'staging',
    );
    expect(await violations(dialog)).toEqual([]);
    await user.click(go);
    await waitFor(() =>
      expect(purge).toHaveBeenCalledWith('shop', 'staging', 'PAYMENT_KEY', {
        scope: 'environment',
        force: true,
        reason: 'It leaked.',
      }),
    );
  });

  it('is not offered for what has no content any more, or is no secret', async () => {
    const { tutti } = tuttiWith([
      version(3, { removed: true }),
      version(2, { purged: { at: ago(0), by: 'user:default/jon' } }),
      version(1, { secret: false, value: 'x' }),
    ]);
    renderTutti(HISTORY, { tutti });
    await screen.findByRole('table', { name: 'History of PAYMENT_KEY' });
    expect(screen.queryByRole('button', { name: /Purge/ })).toBeNull();
  });
});

it('what can be purged, and who still has it', () => {
  const versions = [
    version(3, { removed: true }),
    version(2, { usedBy: RUNS }),
    version(1, {
      usedBy: [{ environment: 'staging', workloads: ['api'], resources: [] }],
    }),
    version(1, { scope: 'application' }),
  ];
  expect(versions.map(isPurgeable)).toEqual([false, true, true, true]);
  expect(purgeableScopes(versions)).toEqual([
    { scope: 'environment', versions: versions.slice(1, 3) },
  ]);
  expect(usesByEnvironment(versions)).toEqual([
    { environment: 'staging', readers: ['api', 'mail.default#m', 'web'] },
  ]);
});
