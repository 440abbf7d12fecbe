import Search from '@mui/icons-material/Search';
import FormControlLabel from '@mui/material/FormControlLabel';
import InputAdornment from '@mui/material/InputAdornment';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { parseEntityRef } from '@backstage/catalog-model';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';
import { Row } from '../../ui/Surface';
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
      <TextField
        size="small"
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
        sx={{ width: 240 }}
      />
      <TextField
        select
        size="small"
        label="Owner"
        value={owners.includes(filters.owner) ? filters.owner : ''}
        onChange={event => setOwner(event.target.value)}
        sx={{ width: 180 }}
      >
        <MenuItem value="">Everybody</MenuItem>
        {owners.map(owner => (
          <MenuItem key={owner} value={owner}>
            {humanizeEntityRef(parseEntityRef(owner), { defaultKind: 'group' })}
          </MenuItem>
        ))}
      </TextField>
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={filters.mine}
            onChange={(_, on) => setMine(on)}
          />
        }
        label="Only mine"
        sx={{ ml: 0.5 }}
      />
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={filters.problems}
            onChange={(_, on) => setProblems(on)}
          />
        }
        label="Problems only"
      />
    </Row>
  );
}
