import type { WorkloadSummary } from '@tutti/plugin-tutti-common';
import { useT } from '../translation';
import { OutsideLink } from './Link';
import { Code, Muted } from './Text';

/** Where a Score text is kept: by Tutti, in a repository, or beside the platform files. */
export function SourceNote(props: {
  source: WorkloadSummary['source'];
  /** With the whole address. */
  full?: boolean;
}) {
  const t = useT();
  const { source, full = false } = props;
  if (source.kind === 'managed') return <Muted>{t('ui.keptByTutti')}</Muted>;
  if (/^https?:/.test(source.url)) {
    return (
      <OutsideLink to={source.url}>
        {full ? source.url : t('ui.repository')}
      </OutsideLink>
    );
  }
  return full ? (
    <Code>{source.url}</Code>
  ) : (
    <Muted title={source.url}>{t('ui.platformFiles')}</Muted>
  );
}
