import Search from '@mui/icons-material/Search';
import InputAdornment from '@mui/material/InputAdornment';
import { useUrlState } from '../../data/useUrlState';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { ErrorNote } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Loaded } from '../../ui/Loaded';
import { PlainButton } from '../../ui/PlainButton';
import { Skeletons } from '../../ui/Skeletons';
import { Row, Stack, Surface } from '../../ui/Surface';
import { Toggle } from '../../ui/Toggle';
import { useVersions } from './useVersions';
import { VersionsTable } from './VersionsTable';

/** Whose versions: of an owner (a ref), or of one application. */
export type VersionsOf = { owner: string } | { application: string };

/** The table with its filters, which stand in the address: on its page, and as a tab of an entity. */
export function Versions(props: { of?: VersionsOf }) {
  const t = useT();
  const { of } = props;
  const [search, setSearch] = useUrlState('search');
  const [mine, setMine] = useUrlState('mine');
  const [differs, setDiffers] = useUrlState('differs');
  const [owner] = useUrlState('owner');
  const [application] = useUrlState('application');
  const [system] = useUrlState('system');
  const { answer, items, loadMore, error } = useVersions({
    ...(of
      ? { owner: '', application: '', system: '', mine: false, ...of }
      : { owner, application, system, mine: mine === 'yes' }),
    search,
    differs: differs === 'yes',
  });
  return (
    <Stack>
      <Row role="search" aria-label={t('versions.filterLabel')}>
        <Field
          type="search"
          placeholder={t('versions.search')}
          value={search}
          onChange={event => setSearch(event.target.value)}
          inputProps={{ 'aria-label': t('versions.searchLabel') }}
          InputProps={{
            startAdornment: (
              <InputAdornment position="start">
                <Search fontSize="small" />
              </InputAdornment>
            ),
          }}
          sx={{ width: 220 }}
        />
        {!of && (
          <Toggle
            label={t('versions.mine')}
            on={mine === 'yes'}
            onChange={on => setMine(on ? 'yes' : '')}
          />
        )}
        <Toggle
          label={t('versions.differs')}
          on={differs === 'yes'}
          onChange={on => setDiffers(on ? 'yes' : '')}
        />
      </Row>
      <Loaded
        answer={answer}
        what={t('versions.what')}
        skeleton={<Skeletons count={4} height={64} />}
      >
        {() =>
          items.length === 0 ? (
            <Surface>
              <EmptyNote title={t('versions.none')}>
                {t('versions.noneText')}
              </EmptyNote>
            </Surface>
          ) : (
            <VersionsTable rows={items} />
          )
        }
      </Loaded>
      <ErrorNote error={error} what={t('versions.failed')} />
      {loadMore && (
        <div>
          <PlainButton variant="outlined" onClick={() => void loadMore()}>
            {t('versions.more')}
          </PlainButton>
        </div>
      )}
    </Stack>
  );
}
