import { useT } from '../translation';
import { CopyButton } from './CopyButton';
import { Code, Muted } from './Text';

/** What to give to who runs the backend: its log tells more under this id. */
export function ErrorId(props: { id: string | undefined }) {
  const t = useT();
  const { id } = props;
  if (!id) return null;
  return (
    <Muted sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
      <span>{t('ui.errorId', { id: <Code>{id}</Code> })}</span>
      <CopyButton text={id} what={t('ui.errorIdName')} />
    </Muted>
  );
}
