import type { SearchDocument } from '@backstage/plugin-search-common';
import ListItem from '@mui/material/ListItem';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import type { TuttiDocument } from '@tutti/plugin-tutti-common';
import type { JSX } from 'react';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { EntityLink } from '../../ui/EntityLink';
import { Link } from '../../ui/Link';
import { Muted } from '../../ui/Text';

function isOurs(
  document: SearchDocument,
): document is SearchDocument & TuttiDocument {
  return 'application' in document && 'kind' in document && 'owner' in document;
}

/** An application, or a workload and where it belongs. */
export function SearchResult(props: {
  result?: SearchDocument;
  icon?: JSX.Element;
}) {
  const { result, icon } = props;
  const t = useT();
  const links = useTuttiLinks();
  if (!result || !isOurs(result)) return null;
  const { kind, title, application, owner } = result;
  const isWorkload = kind === 'workload';
  return (
    <ListItem alignItems="flex-start" divider>
      {icon && <ListItemIcon>{icon}</ListItemIcon>}
      <ListItemText
        disableTypography
        primary={
          <Link
            to={links.application(
              application,
              isWorkload ? 'workloads' : undefined,
            )}
          >
            {title}
          </Link>
        }
        secondary={
          <Muted sx={{ display: 'block' }}>
            {isWorkload
              ? t('search.workload', { application })
              : t('search.application')}
            {owner && (
              <>
                {' · '}
                <EntityLink entityRef={owner} />
              </>
            )}
          </Muted>
        }
      />
    </ListItem>
  );
}
