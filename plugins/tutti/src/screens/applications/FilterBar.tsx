import Search from '@mui/icons-material/Search';
import InputAdornment from '@mui/material/InputAdornment';
import MenuItem from '@mui/material/MenuItem';
import { useT } from '../../translation';
import { Field } from '../../ui/Field';
import { EntityName } from '../../ui/EntityLink';
import { Row } from '../../ui/Surface';
import { Toggle } from '../../ui/Toggle';
import type { useApplicationList } from './useApplicationList';

/** Search, owner, only mine, problems only: each of them in the URL. */
export function FilterBar(props: {
  list: Pick<
    ReturnType<typeof useApplicationList>,
    'filters' | 'owners' | 'setSearch' | 'setOwner' | 'setMine' | 'setProblems'
  >;
}) {
  const t = useT();
  const { filters, owners, setSearch, setOwner, setMine, setProblems } =
    props.list;
  return (
    <Row role="search" aria-label={t('applications.filterLabel')}>
      <Field
        type="search"
        placeholder={t('applications.search')}
        value={filters.search}
        onChange={event => setSearch(event.target.value)}
        inputProps={{ 'aria-label': t('applications.searchLabel') }}
        InputProps={{
          startAdornment: (
            <InputAdornment position="start">
              <Search fontSize="small" />
            </InputAdornment>
          ),
        }}
        sx={{ width: 200 }}
      />
      <Field
        select
        label={t('common.owner')}
        value={owners.includes(filters.owner) ? filters.owner : ''}
        onChange={event => setOwner(event.target.value)}
        sx={{ width: 150 }}
      >
        <MenuItem value="">{t('applications.everybody')}</MenuItem>
        {owners.map(owner => (
          <MenuItem key={owner} value={owner}>
            <EntityName entityRef={owner} />
          </MenuItem>
        ))}
      </Field>
      <Toggle
        label={t('applications.onlyMine')}
        on={filters.mine}
        onChange={setMine}
      />
      <Toggle
        label={t('applications.problemsOnly')}
        on={filters.problems}
        onChange={setProblems}
      />
    </Row>
  );
}
