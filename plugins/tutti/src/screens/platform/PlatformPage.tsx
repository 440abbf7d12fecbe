import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { PlatformView } from '@tutti/plugin-tutti-common';
import { platformQuestion } from '../../data/questions';
import { useTabTitle } from '../../data/useTabTitle';
import { useTutti } from '../../data/useTutti';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { Loaded } from '../../ui/Loaded';
import { Skeletons } from '../../ui/Skeletons';
import { LinkButton } from '../../ui/PlainButton';
import { Grow, PageBody, Row, Stack, Surface } from '../../ui/Surface';
import { Tabbed, TabContent } from '../../ui/Tabbed';
import { PageTitle } from '../../ui/Text';
import { ClustersTab } from './ClustersTab';
import { DefinitionsTab } from './DefinitionsTab';
import { MatchTab } from './MatchTab';
import { ModulesTab } from './ModulesTab';
import { Overview } from './Overview';
import { ProblemsTab } from './ProblemsTab';
import { RevisionsTab } from './RevisionsTab';
import { RulesTab } from './RulesTab';
import { TypesTab } from './TypesTab';

/** Files change outside of the portal. */
const REFRESH_MS = 30_000;

function Content(props: { view: PlatformView; refresh(): void }) {
  const t = useT();
  const toasts = useApi(toastApiRef);
  const { view, refresh } = props;
  const { platform, problems, waiting } = view;
  const count = (all: object) => Object.keys(all).length;
  const ofPlatform: TabContent[] = platform
    ? [
        {
          id: 'types',
          label: t('platform.resourceTypes'),
          count: count(platform.resourceTypes),
          content: <TypesTab platform={platform} />,
        },
        {
          id: 'definitions',
          label: t('platform.definitions'),
          count: count(platform.definitions),
          content: <DefinitionsTab platform={platform} />,
        },
        {
          id: 'rules',
          label: t('platform.rulesTab'),
          content: <RulesTab platform={platform} />,
        },
        {
          id: 'match',
          label: t('platform.match'),
          content: <MatchTab platform={platform} />,
        },
      ]
    : [];
  const taken = () => {
    toasts.post({ title: t('platform.isTaken'), status: 'success' });
    refresh();
  };
  return (
    <Stack sx={{ gap: 3 }}>
      <Overview view={view} refresh={refresh} />
      {!platform && (
        <Surface>
          <EmptyNote title={t('platform.noneServes')}>
            {t('platform.noneServesText')}
          </EmptyNote>
        </Surface>
      )}
      <Tabbed
        label={t('platform.pageTitle')}
        tabs={[
          ...ofPlatform,
          {
            id: 'problems',
            label: t('platform.problems'),
            count: problems.length,
            content: <ProblemsTab view={view} />,
          },
          {
            id: 'modules',
            label: t('platform.modules'),
            content: <ModulesTab allowed={view.allowed.accept} />,
          },
          {
            id: 'clusters',
            label: t('platform.clusters'),
            content: <ClustersTab allowed={view.allowed.accept} />,
          },
          {
            id: 'revisions',
            label: t('platform.revisions'),
            ...(waiting && { count: 1 }),
            content: <RevisionsTab view={view} onTaken={taken} />,
          },
        ]}
      />
    </Stack>
  );
}

/** What the platform team offers, who makes it, and what a change of it would do. */
export function PlatformPage() {
  const t = useT();
  const links = useTuttiLinks();
  useTabTitle(t('platform.pageTitle'));
  const answer = useTutti(platformQuestion, [], () => REFRESH_MS);
  return (
    <PageBody>
      <header>
        <Row>
          <PageTitle>{t('platform.heading')}</PageTitle>
          <Grow />
          <LinkButton to={links.audit()}>{t('audit.title')}</LinkButton>
          <LinkButton to={links.webhooks()}>{t('webhooks.title')}</LinkButton>
        </Row>
      </header>
      <Loaded
        answer={answer}
        what={t('platform.what')}
        skeleton={<Skeletons count={4} height={72} />}
      >
        {view => <Content view={view} refresh={answer.refresh} />}
      </Loaded>
    </PageBody>
  );
}
