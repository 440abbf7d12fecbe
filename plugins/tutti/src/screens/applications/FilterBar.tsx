import Search from '@mui/icons-material/Search';
import InputAdornment from '@mui/material/InputAdornment';
import MenuItem from '@mui/material/MenuItem';
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
  const { filters, owners, setSearch, setOwner, setMine, setProblems } =
    props.list;
  return (
    <Row role="search" aria-label="Filter applications">
      <Field
        type="search"
        placeholder="Search"
        value={filters.search}
        onChange={event => setSearch(event.target.value)}
        inputProps={{ 'aria-label': 'Search applications' }}
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
        label="Owner"
        value={owners.includes(filters.owner) ? filters.owner : ''}
        onChange={event => setOwner(event.target.value)}
        sx={{ width: 150 }}
      >
        <MenuItem value="">Everybody</MenuItem>
        {owners.map(owner => (
          <MenuItem key={owner} value={owner}>
            <EntityName entityRef={owner} />
          </MenuItem>
        ))}
      </Field>
      <Toggle label="Only mine" on={filters.mine} onChange={setMine} />
      <Toggle
        label="Problems only"
        on={filters.problems}
        onChange={setProblems}
      />
    </Row>
  );
}
