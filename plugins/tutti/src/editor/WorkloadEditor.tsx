import Box from '@mui/material/Box';
import type { Problem, ResourceOffer } from '@tutti/plugin-tutti-common';
import { useT } from '../translation';
import { Muted } from '../ui/Text';
import { DraftNote } from './DraftNote';
import { ScoreForm } from './form/ScoreForm';
import { ScoreEditor } from './ScoreEditor';
import type { Draft } from './useDraft';

const NO_OFFERS: ResourceOffer[] = [];

/** The text of a workload, and beside it a form for its common fields: both edit the same text. */
export function WorkloadEditor(props: {
  draft: Draft;
  problems: Problem[];
  height: number;
  /** The text could not be checked; problems may be missing. */
  unchecked: boolean;
  offers?: ResourceOffer[];
}) {
  const { draft, problems, height, unchecked, offers = NO_OFFERS } = props;
  const t = useT();
  return (
    <>
      <DraftNote draft={draft} />
      {unchecked && <Muted role="status">{t('editor.notChecked')}</Muted>}
      <Box
        sx={{
          display: 'grid',
          gap: 2.5,
          gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 1fr) 340px' },
          alignItems: 'start',
        }}
      >
        <ScoreEditor
          value={draft.text}
          onChange={draft.setText}
          problems={problems}
          height={height}
          offers={offers}
        />
        <Box sx={{ maxHeight: { md: height + 40 }, overflow: 'auto', pt: 1 }}>
          <ScoreForm
            text={draft.text}
            onChange={draft.setText}
            offers={offers}
          />
        </Box>
      </Box>
    </>
  );
}
