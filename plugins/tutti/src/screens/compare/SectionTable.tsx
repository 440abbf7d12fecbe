import Box from '@mui/material/Box';
import {
  ComparedLeaf,
  ComparedSubject,
  JsonValue,
  SectionComparison,
  shownAt,
} from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { ShownValue } from '../../ui/Outputs';
import { Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Tag } from '../../ui/Tag';
import { Code, Muted, SectionTitle } from '../../ui/Text';

/** One side of a leaf; nothing where nothing stands. */
function Cell(props: { name: string; value: JsonValue | undefined }) {
  const t = useT();
  const { name, value } = props;
  if (value === undefined) return <Muted>–</Muted>;
  return shownAt(value).mask?.masked === 'secret' ? (
    <Muted>{t('compare.secret')}</Muted>
  ) : (
    <ShownValue name={name} value={value} />
  );
}

function Leaf(props: {
  subject: ComparedSubject;
  leaf: ComparedLeaf;
  first: boolean;
  sides: Sides;
}) {
  const t = useT();
  const { subject, leaf, first, sides } = props;
  const { name, on, leaves } = subject;
  const field = leaf.path || t('compare.whole');
  return (
    <tr>
      {first && (
        <th scope="rowgroup" rowSpan={leaves.length}>
          <Box sx={{ overflowWrap: 'anywhere' }}>{name}</Box>
          {on !== 'both' && (
            <Tag>{t('compare.onlyIn', { side: sides[on] })}</Tag>
          )}
        </th>
      )}
      <td>
        <Code>{field}</Code>
      </td>
      <td>
        <Cell name={`${name} ${field}, ${sides.left}`} value={leaf.left} />
      </td>
      <td>
        <Cell name={`${name} ${field}, ${sides.right}`} value={leaf.right} />
      </td>
    </tr>
  );
}

/** What each side is called. */
export interface Sides {
  left: string;
  right: string;
}

/** Workloads, resources, values or the place: what differs, field by field. */
export function SectionTable(props: {
  comparison: SectionComparison;
  sides: Sides;
  showSame: boolean;
}) {
  const t = useT();
  const { comparison, sides, showSame } = props;
  const { section, changed, same } = comparison;
  const title = t(`compare.${section}`);
  if (changed.length === 0 && !showSame) return null;
  return (
    <section aria-label={title}>
      <SectionTitle sx={{ mb: 1 }}>{title}</SectionTitle>
      {changed.length === 0 ? (
        <Surface sx={{ p: 2 }}>
          <Muted>{t('compare.sectionSame')}</Muted>
        </Surface>
      ) : (
        <Table
          label={title}
          widths={['18%', '18%', '32%', '32%']}
          head={[
            t('compare.name'),
            t('compare.field'),
            sides.left,
            sides.right,
          ]}
        >
          {changed.map(subject =>
            leavesOf(subject).map((leaf, index) => (
              <Leaf
                key={`${subject.name} ${leaf.path}`}
                subject={{ ...subject, leaves: leavesOf(subject) }}
                leaf={leaf}
                first={index === 0}
                sides={sides}
              />
            )),
          )}
        </Table>
      )}
      {showSame && same.length > 0 && (
        <Muted sx={{ display: 'block', mt: 1, overflowWrap: 'anywhere' }}>
          {t('compare.sameNames', { names: same.join(', ') })}
        </Muted>
      )}
    </section>
  );
}

/** What is on one side and has no content still has its row. */
function leavesOf({ leaves }: ComparedSubject): ComparedLeaf[] {
  return leaves.length > 0 ? leaves : [{ path: '' }];
}
