import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import Layers from '@mui/icons-material/LayersOutlined';
import { TUTTI_DOCUMENTS } from '@tutti/plugin-tutti-common';

/** In the list of what the search found. */
export const searchResult = SearchResultListItemBlueprint.make({
  params: {
    predicate: ({ type }) => type === TUTTI_DOCUMENTS,
    icon: <Layers />,
    component: () =>
      import('../screens/search/SearchResult').then(m => m.SearchResult),
  },
});

/** In the list of what can be searched for. */
export const searchType = SearchFilterResultTypeBlueprint.make({
  name: TUTTI_DOCUMENTS,
  params: { value: TUTTI_DOCUMENTS, name: 'Tutti', icon: <Layers /> },
});
