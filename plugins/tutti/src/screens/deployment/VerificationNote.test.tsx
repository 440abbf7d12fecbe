import { screen, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { ago } from '../../mocks/applications';
import { failed, succeeded } from '../../mocks/deployments';
import { MockTutti } from '../../mocks/MockTutti';

const MINUTE = 60_000;
const at = (id: string) => `/tutti/deployments/${id}`;

function verified(): MockTutti {
  const tutti = new MockTutti();
  const { finishedAt: _, ...run } = succeeded;
  tutti.deployments[succeeded.id] = {
    ...run,
    status: 'verifying',
    verification: {
      since: ago(MINUTE),
      until: ago(-59 * MINUTE),
      healthyForMs: 5 * MINUTE,
      healthySince: ago(MINUTE),
      gates: [
        {
          key: 'smoke',
          status: 'passed',
          text: '40 of 40',
          link: 'https://ci.example.com/1',
          by: 'user:default/maria',
          at: ago(0),
        },
        { key: 'load', status: 'pending' },
      ],
      allowed: { setGate: { allowed: true } },
    },
  };
  return tutti;
}

describe('A deployment that is verified', () => {
  it('says what has to hold yet, and what others found out', async () => {
    const { container } = renderTutti(at(succeeded.id), { tutti: verified() });
    const shown = await screen.findByRole('region', { name: 'Verification' });
    expect(shown).toHaveTextContent(
      'Whether it has succeeded is not decided yet.',
    );
    expect(shown).toHaveTextContent(/It has to stay healthy until \d/);
    const [smoke, load] = within(shown).getAllByRole('listitem');
    expect(smoke).toHaveTextContent('smoke: passed 40 of 40');
    expect(
      within(smoke).getByRole('link', { name: 'See the check' }),
    ).toHaveAttribute('href', 'https://ci.example.com/1');
    expect(load).toHaveTextContent('load: not set yet');
    expect(await violations(container)).toEqual([]);
  });

  it('that failed leads to what puts it back', async () => {
    const tutti = new MockTutti();
    tutti.deployments[failed.id] = {
      ...failed,
      rollback: { id: succeeded.id, number: 99 },
    };
    renderTutti(at(failed.id), { tutti });
    expect(await screen.findByRole('link', { name: '#99' })).toHaveAttribute(
      'href',
      at(succeeded.id),
    );
  });

  it('that is not put back says why', async () => {
    const tutti = new MockTutti();
    tutti.deployments[failed.id] = {
      ...failed,
      rollback: { reason: 'It was a rollback itself.' },
    };
    renderTutti(at(failed.id), { tutti });
    expect(
      await screen.findByText(
        /Nothing puts it back by itself\. It was a rollback itself\./,
      ),
    ).toBeInTheDocument();
  });
});
