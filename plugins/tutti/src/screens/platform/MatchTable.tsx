import Box from '@mui/material/Box';
import type { Candidate, Explanation } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { Link } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { Table } from '../../ui/Table';
import { Code, Muted } from '../../ui/Text';
import type { Platform } from './availability';
import { criteriaLines } from './criteriaLines';

/** In the order in which specificity is compared; labels are columns of their own after `application`. */
const KEYS = [
  'class',
  'resourceId',
  'workload',
  'environment',
  'application',
  'labels',
  'owner',
  'environmentType',
] as const;
type Key = (typeof KEYS)[number];

function askedFor({ request, context }: Explanation, key: Key): string {
  switch (key) {
    case 'class':
      return request.class;
    case 'resourceId':
      return request.id ?? '';
    case 'workload':
      return request.workload ?? '';
    case 'labels':
      return Object.entries(context.labels)
        .map(([name, value]) => `${name}=${value}`)
        .join(', ');
    case 'owner':
      return context.owner ?? '';
    default:
      return context[key];
  }
}

function wanted(
  platform: Platform,
  { definition }: Candidate,
  key: Key,
): string {
  const stored = platform.definitions[definition];
  if (!stored) return '';
  if (key === 'class') return stored.class;
  return criteriaLines(stored.criteria)
    .filter(line =>
      key === 'labels' ? line.key.startsWith('labels.') : line.key === key,
    )
    .map(({ key: name, values }) =>
      key === 'labels'
        ? `${name.slice('labels.'.length)}=${values.join(' | ')}`
        : values.join(', '),
    )
    .join('; ');
}

function Cell(props: { candidate: Candidate; field: Key; wants: string }) {
  const t = useT();
  const { candidate, field, wants } = props;
  const failed = candidate.failed.some(({ key }) =>
    field === 'labels' ? key === 'labels' : key === field,
  );
  if (!wants && !failed) return <Muted>{t('platform.any')}</Muted>;
  return (
    <Mark kind={failed ? 'bad' : 'good'}>
      <Code sx={{ whiteSpace: 'normal' }}>{wants}</Code>
    </Mark>
  );
}

/** Definitions down, keys across: what each wants, and whether it is so. */
export function MatchTable(props: {
  platform: Platform;
  explanation: Explanation;
}) {
  const t = useT();
  const links = useTuttiLinks();
  const { platform, explanation } = props;
  const { candidates } = explanation;
  // Keys that nobody names say nothing.
  const keys = KEYS.filter(
    key =>
      key === 'class' ||
      candidates.some(candidate => wanted(platform, candidate, key)),
  );
  return (
    <Table
      label={t('platform.byKey')}
      head={[t('platform.definition'), t('platform.outcome'), ...keys]}
    >
      <tr>
        <th scope="row">{t('platform.askedFor')}</th>
        <td />
        {keys.map(key => (
          <td key={key}>
            {askedFor(explanation, key) ? (
              <Code>{askedFor(explanation, key)}</Code>
            ) : (
              <Muted>–</Muted>
            )}
          </td>
        ))}
      </tr>
      {candidates.map(candidate => (
        <tr key={candidate.definition}>
          <th scope="row">
            <Link
              to={links.platform({
                tab: 'definitions',
                definition: candidate.definition,
              })}
            >
              {candidate.definition}
            </Link>
          </th>
          <td>
            <Box sx={{ minWidth: 120 }}>
              {candidate.won ? (
                <Mark kind="good">{t('ui.chosen')}</Mark>
              ) : (
                <Mark kind={candidate.matched ? 'none' : 'stopped'}>
                  {t(candidate.matched ? 'ui.lessSpecific' : 'ui.doesNotMatch')}
                </Mark>
              )}
            </Box>
          </td>
          {keys.map(key => (
            <td key={key}>
              <Cell
                candidate={candidate}
                field={key}
                wants={wanted(platform, candidate, key)}
              />
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}
