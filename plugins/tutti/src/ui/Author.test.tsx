import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { Author } from './Author';

it.each([
  ['platform files', 'platform files'],
  ['tutti:promotion', 'Tutti (promotion)'],
  ['tutti:previews', 'Tutti (previews)'],
  ['tutti:drift', 'Tutti (drift)'],
  ['external:ci', 'external:ci'],
])('%s is called %s', async (by, name) => {
  renderInTestApp(<Author by={by} />);
  expect(await screen.findByText(name)).toBeVisible();
});
