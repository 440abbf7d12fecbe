import Box from '@mui/material/Box';
import { compareNames } from '@tutti/plugin-tutti-common';
import { useUrlState } from '../../data/useUrlState';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { Disclosure } from '../../ui/Disclosure';
import { EmptyNote } from '../../ui/EmptyNote';
import { FindField, holdsWords } from '../../ui/FindField';
import { Link } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { Rows } from '../../ui/Rows';
import { Grow, Row, Stack, Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Tag } from '../../ui/Tag';
import { Code, Muted, SectionTitle } from '../../ui/Text';
import { availabilityOf, Platform } from './availability';
import { Criteria } from './Criteria';
import { Place } from './Place';
import { SchemaTable } from './SchemaTable';

type ResourceType = Platform['resourceTypes'][string];

const AVAILABLE = {
  yes: { mark: 'good', word: 'platform.available' },
  some: { mark: 'warning', word: 'platform.availableSome' },
  no: { mark: 'stopped', word: 'platform.availableNot' },
} as const;

function Definitions(props: { platform: Platform; type: string }) {
  const t = useT();
  const links = useTuttiLinks();
  const { platform, type } = props;
  const definitions = Object.values(platform.definitions)
    .filter(definition => definition.type === type)
    .sort((a, b) => compareNames(a.name, b.name));
  if (definitions.length === 0) {
    return <Muted>{t('platform.noDefinition')}</Muted>;
  }
  return (
    <Table
      label={t('platform.definitionsOf', { type })}
      head={[
        t('platform.definition'),
        t('platform.class'),
        t('platform.criteria'),
        t('platform.driver'),
        t('platform.protection'),
      ]}
    >
      {definitions.map(
        ({ name, class: each, criteria, driver, protection }) => (
          <tr key={name}>
            <th scope="row">
              <Link
                to={links.platform({ tab: 'definitions', definition: name })}
              >
                {name}
              </Link>
            </th>
            <td className="whole">
              <Code>{each}</Code>
            </td>
            <td>
              <Criteria criteria={criteria} />
            </td>
            <td>{driver}</td>
            <td>{protection === 'stateful' && t('platform.stateful')}</td>
          </tr>
        ),
      )}
    </Table>
  );
}

function TypeContent(props: { platform: Platform; type: ResourceType }) {
  const t = useT();
  const links = useTuttiLinks();
  const { platform, type } = props;
  return (
    <Stack sx={{ px: 2, pb: 2.5 }}>
      {type.description && <div>{type.description}</div>}
      <Row>
        {availabilityOf(platform, type.name).map(
          ({ type: name, title, available }) => (
            <Mark key={name} kind={AVAILABLE[available].mark}>
              {t(AVAILABLE[available].word, { environmentType: title })}
            </Mark>
          ),
        )}
      </Row>
      <Row>
        <Place source={type.source} />
        <Muted>
          {t(
            type.phase === 'after'
              ? 'platform.phaseAfter'
              : 'platform.phaseBefore',
          )}
        </Muted>
        <Link to={links.platform({ tab: 'match', type: type.name })}>
          {t('platform.whoWins')}
        </Link>
      </Row>
      <SectionTitle>{t('platform.params')}</SectionTitle>
      <SchemaTable
        label={t('platform.paramsOf', { type: type.name })}
        schema={type.params}
      />
      <SectionTitle>{t('common.outputs')}</SectionTitle>
      <SchemaTable
        label={t('platform.outputsOf', { type: type.name })}
        schema={type.outputs}
      />
      <SectionTitle>{t('platform.definitions')}</SectionTitle>
      <Definitions platform={platform} type={type.name} />
    </Stack>
  );
}

/** What may be asked for: parameters, outputs, and who makes it where. */
export function TypesTab(props: { platform: Platform }) {
  const t = useT();
  const { platform } = props;
  const [search, setSearch] = useUrlState('search');
  const [chosen] = useUrlState('type');
  const types = Object.values(platform.resourceTypes)
    .filter(({ name, title, description }) =>
      holdsWords([name, title, description].join(' '), search),
    )
    .sort((a, b) => compareNames(a.name, b.name));
  return (
    <Stack>
      <Row role="search">
        <FindField
          label={t('platform.findType')}
          text={search}
          onText={setSearch}
        />
      </Row>
      {types.length === 0 ? (
        <Surface>
          <EmptyNote title={t('platform.noType')} />
        </Surface>
      ) : (
        <Rows>
          {types.map(type => {
            const lacking = availabilityOf(platform, type.name).filter(
              ({ available }) => available === 'no',
            );
            return (
              <li key={type.name}>
                <Disclosure
                  open={type.name === chosen}
                  summary={
                    <>
                      <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                        {type.name}
                      </Box>
                      <Muted>{type.title ?? type.description}</Muted>
                      <Grow />
                      {lacking.map(({ type: name, title }) => (
                        <Tag key={name} tone="warning">
                          {t('platform.availableNot', {
                            environmentType: title,
                          })}
                        </Tag>
                      ))}
                    </>
                  }
                >
                  <TypeContent platform={platform} type={type} />
                </Disclosure>
              </li>
            );
          })}
        </Rows>
      )}
    </Stack>
  );
}
