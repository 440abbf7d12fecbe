import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { Action } from './Action';
import { allActions } from './allActions';
import { registerActions } from './registerActions';

const GUIDE = join(__dirname, '../../../../docs/guides/agents.md');
/** What an action could be asked to do in somebody's place. */
const OF_PEOPLE =
  /approv|consent|override|unlock|resume|accept|force|secret|token|password/i;

async function registered() {
  const registry = actionsRegistryServiceMock();
  // Nothing of these is used before an action is called.
  registerActions(registry, Object.create(null));
  return (await registry.list()).actions;
}

it('there are at most twelve, each with a name of its own', async () => {
  const names = (await registered()).map(({ name }) => name);
  expect(names.length).toBeLessThanOrEqual(12);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(allActions.map(({ name }) => name));
});

describe.each(allActions.map(action => [action.name, action] as const))(
  '%s',
  (name, action) => {
    it('is named in words that every client takes', () => {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
      // MCP: `tutti.<name>`, at most 64 characters with many models.
      expect(`tutti.${name}`.length).toBeLessThanOrEqual(64);
    });

    it('tells a model when to use it and what it gives', () => {
      expect(action.description.length).toBeGreaterThan(100);
      expect(action.description.length).toBeLessThan(1_000);
    });

    it('changes nothing where it says that it reads', () => {
      const { readOnly, destructive } = action.attributes;
      expect([readOnly, destructive]).not.toEqual([true, true]);
    });

    it('takes nothing that it does not name', () => {
      expect(action.input.safeParse({ nobody: 1 }).success).toBe(false);
    });

    it('has no word for what is people’s to say', () => {
      expect(inputsOf(action).filter(key => OF_PEOPLE.test(key))).toEqual([]);
      expect(name).not.toMatch(OF_PEOPLE);
    });
  },
);

it('the guide lists them as they are', () => {
  const rows = allActions.map(({ name, title, attributes }) => {
    const { readOnly, destructive, idempotent } = attributes;
    const word = (is: boolean) => (is ? 'yes' : 'no');
    return [name, title, word(readOnly), word(destructive), word(idempotent)];
  });
  const listed = readFileSync(GUIDE, 'utf8')
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim().replace(/`/g, '')),
    );
  expect(listed).toEqual(rows);
});

function inputsOf({ input }: Pick<Action, 'input'>): string[] {
  return Object.keys(input.shape);
}
