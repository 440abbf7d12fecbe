import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { scoreText, writeScore } from '../__testUtils__/scoreText';
import { tuttiApiRef } from '../api';
import { shop } from '../mocks/applications';
import { MockTutti } from '../mocks/MockTutti';
import { rootRouteRef } from '../routes';
// Loaded beforehand: it takes longer than a test waits.
import './CodeMirror';
import { WorkloadDialog } from '../screens/application/workloads/WorkloadDialog';

/** The dialog alone: the page around it has its own tests. */
async function openEditor(tutti = new MockTutti()) {
  const closed = jest.fn();
  renderInTestApp(
    <WorkloadDialog
      application={shop}
      workload="web"
      part="score"
      onPart={() => undefined}
      onClose={closed}
      onChanged={() => undefined}
    />,
    {
      mountedRoutes: { '/tutti': rootRouteRef },
      apis: [[tuttiApiRef, tutti], mockApis.permission()],
    },
  );
  return { text: await screen.findByLabelText('Score file'), closed };
}

const press = (name: string | RegExp) =>
  fireEvent.click(screen.getByText(name));

afterEach(() => sessionStorage.clear());

describe('A workload that is edited', () => {
  it('says while it is written what the platform says against it', async () => {
    const tutti = new MockTutti();
    tutti.check = score =>
      score.includes('.hots}')
        ? [
            {
              severity: 'error',
              code: 'UnknownPlaceholder',
              message: 'resources.db has no "hots".',
              hint: 'Did you mean "host"?',
              line: 1,
              column: 1,
            },
          ]
        : [];
    const { text } = await openEditor(tutti);
    writeScore(text, 'a: ${resources.db.hots}\n');
    await screen.findByText('resources.db has no "hots".');
    expect(text).toHaveAttribute('aria-invalid', 'true');
    writeScore(text, 'a: ${resources.db.host}\n');
    await waitFor(() =>
      expect(
        screen.queryByText('resources.db has no "hots".'),
      ).not.toBeInTheDocument(),
    );
  });

  it('is edited by the form, and keeps its comments', async () => {
    const { text } = await openEditor();
    writeScore(
      text,
      '# mine\nmetadata: { name: web }\ncontainers:\n  main:\n    image: a:1 # pinned\n',
    );
    fireEvent.change(screen.getByLabelText('Image'), {
      target: { value: 'b:2' },
    });
    expect(scoreText(text)).toBe(
      '# mine\nmetadata: { name: web }\ncontainers:\n  main:\n    image: b:2 # pinned\n',
    );
  });

  it('gets a resource with the variables that read it in a few clicks', async () => {
    const { text } = await openEditor();
    writeScore(
      text,
      'metadata: { name: web }\ncontainers:\n  main:\n    image: a:1\n',
    );
    press('Add a resource…');
    const what = await screen.findByLabelText(/^What is needed/);
    fireEvent.mouseDown(what);
    press('PostgreSQL database (postgres)');
    const dialog = within(
      screen.getByText('Add a resource to web').parentElement ?? document.body,
    );
    fireEvent.change(dialog.getByLabelText(/^Name/), {
      target: { value: 'db' },
    });
    fireEvent.change(dialog.getByLabelText('version'), {
      target: { value: '16' },
    });
    press('Add db');
    expect(scoreText(text)).toBe(`metadata: { name: web }
containers:
  main:
    image: a:1
    variables:
      DB_HOST: \${resources.db.host}
      DB_PORT: \${resources.db.port}
      DB_USERNAME: \${resources.db.username}
      DB_PASSWORD: \${resources.db.password}
resources:
  db:
    type: postgres
    params:
      version: "16"
`);
  });

  it('asks before what was written is lost', async () => {
    const { text, closed } = await openEditor();
    writeScore(text, 'written: true\n');
    expect(sessionStorage).toHaveLength(1);
    press('Cancel');
    await screen.findByText('Discard what you wrote?');
    expect(closed).not.toHaveBeenCalled();
    press('Discard');
    expect(closed).toHaveBeenCalled();
    expect(sessionStorage).toHaveLength(0);
  });

  it('brings a draft back, and says so', async () => {
    sessionStorage.setItem(
      'tutti.draft.shop/web',
      JSON.stringify({ text: 'kept: true\n', base: 'other' }),
    );
    const { text } = await openEditor();
    expect(scoreText(text)).toBe('kept: true\n');
    screen.getByText(/^Your draft is back/);
    press('Discard the draft');
    expect(scoreText(text)).toContain('name: web');
    expect(sessionStorage).toHaveLength(0);
  });
});
