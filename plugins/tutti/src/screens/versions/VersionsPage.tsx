import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { useTabTitle } from '../../data/useTabTitle';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { PageBody } from '../../ui/Surface';
import { PageTitle } from '../../ui/Text';
import { Versions } from './Versions';

/** Which version of what runs where? */
export function VersionsPage() {
  const t = useT();
  useTabTitle(t('versions.heading'));
  const links = useTuttiLinks();
  return (
    <BreadcrumbEntry
      entry={{ label: t('versions.title'), href: links.versions() }}
    >
      <PageBody>
        <header>
          <PageTitle>{t('versions.heading')}</PageTitle>
        </header>
        <Versions />
      </PageBody>
    </BreadcrumbEntry>
  );
}
