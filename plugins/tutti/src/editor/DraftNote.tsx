import { useT } from '../translation';
import { PlainButton } from '../ui/PlainButton';
import { Row } from '../ui/Surface';
import { Muted } from '../ui/Text';
import type { Draft } from './useDraft';

/** Says that what stands here is a draft of an earlier visit, and offers to discard it. */
export function DraftNote(props: { draft: Draft }) {
  const { restored, discard } = props.draft;
  const t = useT();
  return restored ? (
    <Row role="status">
      <Muted>
        {t(restored === 'same' ? 'editor.restored' : 'editor.restoredMoved')}
      </Muted>
      <PlainButton size="small" onClick={discard}>
        {t('editor.discardDraft')}
      </PlainButton>
    </Row>
  ) : null;
}
