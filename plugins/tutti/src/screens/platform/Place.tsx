import { useT } from '../../translation';
import { CopyButton } from '../../ui/CopyButton';
import { Code } from '../../ui/Text';

/** Where a document stands, to be copied. */
export function Place(props: { source: { file: string; line: number } }) {
  const t = useT();
  const { file, line } = props.source;
  const place = `${file}:${line}`;
  return (
    <span>
      <Code>{place}</Code>
      <CopyButton text={place} what={t('platform.place')} />
    </span>
  );
}
