import Box from '@mui/material/Box';
import type { DefinitionUsage, JsonObject } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { Link } from '../../ui/Link';
import { Outputs } from '../../ui/Outputs';
import { Stack, Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Code, Muted, SectionTitle } from '../../ui/Text';
import type { Platform } from './availability';
import { Criteria } from './Criteria';
import { Facts } from './Facts';
import { Place } from './Place';

type Definition = Platform['definitions'][string];
type Reference = Definition['dependsOn'][string];

/** `postgres-instance.@#shared` */
function addressOf({ type, class: each, id }: Reference): string {
  return `${type}.${each}${id === undefined ? '' : `#${id}`}`;
}

function Params(props: { params: JsonObject | undefined }) {
  return props.params ? <Outputs outputs={props.params} /> : <Muted>–</Muted>;
}

function References(props: { definition: Definition }) {
  const t = useT();
  const { dependsOn, provisions, collect } = props.definition;
  const rows = [
    ...Object.entries(dependsOn).map(([alias, each]) => ({
      how: t('platform.dependsOn', { alias }),
      what: addressOf(each),
      params: each.params,
    })),
    ...provisions.map(each => ({
      how: t('platform.provisions'),
      what: addressOf(each),
      params: each.params,
    })),
    ...Object.entries(collect).map(([name, { from, of, type }]) => ({
      how: t('platform.collects', { name }),
      what: `${type}: ${of}, ${from}`,
      params: undefined,
    })),
  ];
  if (rows.length === 0) return null;
  return (
    <>
      <SectionTitle>{t('platform.references')}</SectionTitle>
      <Table
        label={t('platform.references')}
        head={[t('platform.how'), t('common.resource'), t('platform.params')]}
      >
        {rows.map(({ how, what, params }) => (
          <tr key={`${how} ${what}`}>
            <th scope="row">{how}</th>
            <td>
              <Code>{what}</Code>
            </td>
            <td>
              <Params params={params} />
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

/** One definition: where it counts, what it makes, and what of. */
export function DefinitionDetails(props: {
  platform: Platform;
  name: string;
  usage: DefinitionUsage | undefined;
}) {
  const t = useT();
  const links = useTuttiLinks();
  const { platform, name, usage } = props;
  const back = (
    <Link to={links.platform({ tab: 'definitions' })}>
      {t('platform.allDefinitions')}
    </Link>
  );
  if (!Object.hasOwn(platform.definitions, name)) {
    return (
      <Surface>
        <EmptyNote
          title={t('platform.noSuchDefinition', { name })}
          actions={back}
        />
      </Surface>
    );
  }
  const definition = platform.definitions[name];
  return (
    <Stack>
      <div>{back}</div>
      <Surface sx={{ p: 2.5 }}>
        <Stack>
          <SectionTitle>{definition.title ?? name}</SectionTitle>
          {definition.description && <div>{definition.description}</div>}
          <Facts
            facts={[
              [t('common.name'), <Code key="name">{name}</Code>],
              [
                t('platform.place'),
                <Place key="at" source={definition.source} />,
              ],
              [
                t('common.type'),
                <Link
                  key="type"
                  to={links.platform({ tab: 'types', type: definition.type })}
                >
                  {definition.type}
                </Link>,
              ],
              [
                t('platform.class'),
                <Code key="class">{definition.class}</Code>,
              ],
              [
                t('platform.criteria'),
                <Criteria key="criteria" criteria={definition.criteria} />,
              ],
              [t('platform.driver'), definition.driver],
              [
                t('platform.protection'),
                t(
                  definition.protection === 'stateful'
                    ? 'platform.statefulLong'
                    : 'common.none',
                ),
              ],
              [
                t('platform.onRemoval'),
                t(
                  definition.onRemoval === 'retain'
                    ? 'platform.retained'
                    : 'platform.deleted',
                ),
              ],
              [t('platform.adopts'), definition.adopts.join(', ')],
              [
                t('platform.secretsFor'),
                definition.secretsFor && t('ui.anyone'),
              ],
              [
                t('platform.used'),
                usage
                  ? t('platform.usedIn', {
                      resources: t('platform.usedBy', {
                        count: usage.resources,
                      }),
                      environments: t('platform.inEnvironments', {
                        count: usage.environments,
                      }),
                    })
                  : t('platform.usedBy', { count: 0 }),
              ],
            ]}
          />
        </Stack>
      </Surface>
      <References definition={definition} />
      <SectionTitle>{t('platform.inputs')}</SectionTitle>
      <Surface sx={{ p: 2.5 }}>
        <Box sx={{ '& pre': { maxHeight: 'none' } }}>
          <Outputs outputs={definition.inputs} />
        </Box>
      </Surface>
    </Stack>
  );
}
