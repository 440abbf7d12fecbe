import { compareNames, DefinitionUsage } from '@tutti/plugin-tutti-common';
import { usageQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { useUrlState } from '../../data/useUrlState';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { ChoiceField } from '../../ui/ChoiceField';
import { FindField, holdsWords } from '../../ui/FindField';
import { Link } from '../../ui/Link';
import { Row, Stack, Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Code, Muted } from '../../ui/Text';
import type { Platform } from './availability';
import { Criteria } from './Criteria';
import { criteriaLines } from './criteriaLines';
import { DefinitionDetails } from './DefinitionDetails';

type Definition = Platform['definitions'][string];

const SORTS = {
  name: 'common.name',
  type: 'common.type',
  driver: 'platform.driver',
  used: 'platform.used',
} as const;
type Sort = keyof typeof SORTS;

function isSort(text: string): text is Sort {
  return Object.hasOwn(SORTS, text);
}

function sorted(
  definitions: Definition[],
  sort: Sort,
  usage: Map<string, DefinitionUsage>,
): Definition[] {
  const used = ({ name }: Definition) => usage.get(name)?.resources ?? 0;
  return definitions.sort(
    (a, b) =>
      (sort === 'type' && compareNames(a.type, b.type)) ||
      (sort === 'driver' && compareNames(a.driver, b.driver)) ||
      (sort === 'used' && used(b) - used(a)) ||
      compareNames(a.name, b.name),
  );
}

/** Words of a definition that somebody may look for. */
function wordsOf({ name, title, type, driver, criteria, source }: Definition) {
  return [
    name,
    title,
    type,
    driver,
    source.file,
    ...criteriaLines(criteria).flatMap(({ key, values }) => [key, ...values]),
  ].join(' ');
}

function DefinitionTable(props: {
  platform: Platform;
  usage: Map<string, DefinitionUsage> | undefined;
}) {
  const t = useT();
  const links = useTuttiLinks();
  const { platform, usage } = props;
  const [search, setSearch] = useUrlState('search');
  const [asked, setSort] = useUrlState('sort', 'name');
  const sort = isSort(asked) ? asked : 'name';
  const definitions = sorted(
    Object.values(platform.definitions).filter(definition =>
      holdsWords(wordsOf(definition), search),
    ),
    sort,
    usage ?? new Map(),
  );
  return (
    <Stack>
      <Row role="search">
        <FindField
          label={t('platform.findDefinition')}
          text={search}
          onText={setSearch}
        />
        <ChoiceField
          label={t('platform.sort')}
          value={sort}
          choices={Object.entries(SORTS).map(([value, word]) => ({
            value,
            name: t(word),
          }))}
          minWidth={160}
          onChange={setSort}
        />
      </Row>
      {definitions.length === 0 ? (
        <Surface>
          <EmptyNote title={t('platform.noDefinitionFits')} />
        </Surface>
      ) : (
        <Table
          label={t('platform.definitions')}
          head={[
            t('platform.definition'),
            t('common.type'),
            t('platform.class'),
            t('platform.criteria'),
            t('platform.driver'),
            t('platform.used'),
          ]}
        >
          {definitions.map(definition => {
            const { name, type, criteria, driver, protection } = definition;
            const resources = usage && (usage.get(name)?.resources ?? 0);
            return (
              <tr key={name}>
                <th scope="row">
                  <Link
                    to={links.platform({
                      tab: 'definitions',
                      definition: name,
                    })}
                  >
                    {name}
                  </Link>
                </th>
                <td>{type}</td>
                <td className="whole">
                  <Code>{definition.class}</Code>
                </td>
                <td>
                  <Criteria criteria={criteria} />
                </td>
                <td>
                  {driver}
                  {protection === 'stateful' && (
                    <Muted sx={{ display: 'block' }}>
                      {t('platform.stateful')}
                    </Muted>
                  )}
                </td>
                <td className="whole">
                  {resources === undefined
                    ? '…'
                    : t('platform.usedBy', { count: resources })}
                </td>
              </tr>
            );
          })}
        </Table>
      )}
    </Stack>
  );
}

/** Who makes what: all definitions, or the one that the address names. */
export function DefinitionsTab(props: { platform: Platform }) {
  const { platform } = props;
  const [chosen] = useUrlState('definition');
  const { data } = useTutti(usageQuestion, []);
  const usage =
    data && new Map(data.items.map(each => [each.definition, each]));
  return chosen ? (
    <DefinitionDetails
      platform={platform}
      name={chosen}
      usage={usage?.get(chosen)}
    />
  ) : (
    <DefinitionTable platform={platform} usage={usage} />
  );
}
