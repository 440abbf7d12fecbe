import { CopyButton } from './CopyButton';
import { Code, Muted } from './Text';

/** What to give to who runs the backend: its log tells more under this id. */
export function ErrorId(props: { id: string | undefined }) {
  const { id } = props;
  if (!id) return null;
  return (
    <Muted sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
      Error id <Code>{id}</Code>
      <CopyButton text={id} what="error id" />
    </Muted>
  );
}
