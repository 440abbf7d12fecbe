import { ResourceRecord } from '../../model';
import { definition } from '../../testing/platform';
import { placeRecords } from './records';

function record(
  id: string,
  parts: Partial<ResourceRecord> = {},
): ResourceRecord {
  return {
    resourceId: id,
    address: `disk.default#${id}`,
    type: 'disk',
    class: 'default',
    name: id,
    definition: definition('disk', { type: 'disk' }),
    driverVersion: '1',
    inputs: {},
    outputs: {},
    outputsVersion: 1,
    lifecycle: 'ready',
    needs: [],
    completedJobs: [],
    ...parts,
  };
}

const at = (place: string) => `disk.default#${place}`;

/** `a>b b>c` as moves. */
function moves(text: string) {
  return text.split(' ').map(move => {
    const [from, to] = move.split('>').map(at);
    return { from, to };
  });
}

describe('moves', () => {
  it.each([
    ['one', 'a>z', 'b@b c@c a@z'],
    ['a chain', 'a>b b>z', 'c@c a@b b@z'],
    ['a chain in the other order', 'b>z a>b', 'c@c b@z a@b'],
    ['a longer chain in a third order', 'b>c a>b c>z', 'b@c a@b c@z'],
    ['a swap', 'a>b b>a', 'c@c a@b b@a'],
    ['a ring', 'a>b b>c c>a', 'a@b b@c c@a'],
  ])('%s: %s', (_, asked, placed) => {
    const { current, moved, problems } = placeRecords(
      ['a', 'b', 'c'].map(id => record(id)),
      moves(asked),
    );
    expect(problems).toEqual([]);
    expect(
      [...current]
        .map(
          ([address, { resourceId }]) => `${resourceId}@${address.slice(-1)}`,
        )
        .join(' '),
    ).toBe(placed);
    for (const each of moved) {
      expect(current.get(each.address)).toBe(each);
    }
  });

  it.each([
    [
      'to where something stays',
      'a>b',
      'there is a resource at disk.default#b already',
    ],
    [
      'two to one place',
      'a>z b>z',
      'there is a resource at disk.default#z already',
    ],
    ['one to two places', 'a>y a>z', 'disk.default#a is named twice'],
    ['of what is not there', 'x>z', 'there is no resource at disk.default#x'],
  ])('%s are refused', (_, asked, why) => {
    const { problems } = placeRecords(
      ['a', 'b'].map(id => record(id)),
      moves(asked),
    );
    expect(problems.map(({ message }) => message).join(' ')).toContain(why);
  });

  it('to another type are refused', () => {
    const { problems } = placeRecords(
      [record('a')],
      [{ from: at('a'), to: 'bucket.default#a' }],
    );
    expect(problems).toMatchObject([
      { code: 'MoveRefused', message: expect.stringContaining('another type') },
    ]);
  });

  it('that an earlier run has made are made', () => {
    expect(placeRecords([record('b')], moves('a>b'))).toMatchObject({
      moved: [],
      problems: [],
    });
  });
});
