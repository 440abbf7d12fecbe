import { screen, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';

const STAGING = '/tutti/applications/shop/environments/staging';

it('an object leads back to who asked for it, who approved, and the files', async () => {
  renderTutti(`${STAGING}?object=deployment-web&part=lineage`);
  const dialog = await screen.findByRole('dialog');
  expect(
    await within(dialog).findByRole('link', { name: '#57' }),
  ).toHaveAttribute('href', expect.stringContaining('/tutti/deployments/'));
  expect(dialog).toHaveTextContent(/Asked for.*maria/);
  expect(dialog).toHaveTextContent(/Approved.*jon.*Looks good\./);
  expect(dialog).toHaveTextContent('web, version 7, r41');
  const fields = within(dialog).getByRole('table', {
    name: 'Fields that the profile set',
  });
  expect(fields).toHaveTextContent(
    /vault-sidecar.*platform\/profiles\.yaml:14.*containers\[vault-agent\]\.image/,
  );
  expect(dialog).toHaveTextContent('tutti generate');
  expect(await violations(dialog)).toEqual([]);
});
