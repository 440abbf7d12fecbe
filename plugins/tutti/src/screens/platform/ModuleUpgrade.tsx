import Box from '@mui/material/Box';
import type { ModuleView } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { Link } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { Rows } from '../../ui/Rows';
import { Stack } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Code, Muted, SectionTitle } from '../../ui/Text';

const KINDS = {
  variable: 'platform.moduleVariable',
  output: 'platform.moduleOutput',
  provider: 'platform.moduleProvider',
} as const;

/** What another version changes, which definitions do not fit it, and what was made with them. */
export function ModuleUpgrade(props: {
  view: ModuleView;
  upgrade: NonNullable<ModuleView['upgrade']>;
}) {
  const t = useT();
  const links = useTuttiLinks();
  const { concerned, hidden } = props.view;
  const { source, version, changes, definitions } = props.upgrade;
  return (
    <Stack>
      <SectionTitle>
        {t('platform.moduleUpgrade', {
          to: [source, version].filter(Boolean).join(' '),
        })}
      </SectionTitle>
      {changes.length === 0 ? (
        <Mark kind="good">{t('platform.moduleSame')}</Mark>
      ) : (
        <Table
          label={t('platform.moduleChanges')}
          head={[t('platform.moduleWhat'), t('platform.moduleChange')]}
        >
          {changes.map(({ of, name, text, breaking }) => (
            <tr key={`${of} ${name}`}>
              <th scope="row">
                {t(KINDS[of])} <Code>{name}</Code>
              </th>
              <td>
                {breaking && (
                  <Mark kind="warning">{t('platform.moduleBreaks')}</Mark>
                )}{' '}
                {text}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {definitions.map(({ name, findings }) => (
        <Box key={name} sx={{ overflowWrap: 'anywhere' }}>
          <Mark kind={findings.length === 0 ? 'good' : 'bad'}>
            {t(
              findings.length === 0
                ? 'platform.moduleFits'
                : 'platform.moduleDoesNotFit',
              { name },
            )}
          </Mark>
          {findings.map(({ path, message }) => (
            <div key={`${path.join('.')} ${message}`}>
              <Code>{['inputs', ...path].join('.')}</Code> {message}
            </div>
          ))}
        </Box>
      ))}
      <Muted>
        {t('platform.moduleConcerned', { count: concerned.length + hidden })}
      </Muted>
      {concerned.length > 0 && (
        <Rows aria-label={t('platform.moduleConcernedList')}>
          {concerned.map(({ application, environment, address }) => (
            <Box
              component="li"
              key={`${application}/${environment} ${address}`}
              sx={{ px: 2, py: 1, overflowWrap: 'anywhere' }}
            >
              <Link to={links.environment(application, environment)}>
                {`${application}/${environment}`}
              </Link>{' '}
              <Code>{address}</Code>
            </Box>
          ))}
        </Rows>
      )}
    </Stack>
  );
}
