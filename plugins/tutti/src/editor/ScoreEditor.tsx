import Box from '@mui/material/Box';
import type { Problem, ResourceOffer } from '@tutti/plugin-tutti-common';
import {
  DragEvent,
  KeyboardEvent,
  lazy,
  Suspense,
  useCallback,
  useId,
  useMemo,
  useRef,
} from 'react';
import { useT } from '../translation';
import { PlainButton } from '../ui/PlainButton';
import { ProblemList } from '../ui/ProblemList';
import { Skeletons } from '../ui/Skeletons';
import { Muted, Unseen } from '../ui/Text';
import type { EditorHandle } from './CodeMirror';

const CodeMirror = lazy(() => import('./CodeMirror'));

const NO_OFFERS: ResourceOffer[] = [];

/**
 * A Score text with line numbers, its problems marked at their places and listed below. Without
 * `onChange` it can only be read.
 */
export function ScoreEditor(props: {
  value: string;
  onChange?(value: string): void;
  problems: Problem[];
  /** Pixels; longer texts scroll. */
  height: number;
  /** What the platform offers, for completion and explanations. */
  offers?: ResourceOffer[];
}) {
  const { value, onChange, problems, height, offers = NO_OFFERS } = props;
  const t = useT();
  const fileInput = useRef<HTMLInputElement>(null);
  const handle = useRef<EditorHandle>();
  const label = useId();
  const keys = useId();
  const knowledge = useMemo(() => ({ offers }), [offers]);
  const onReady = useCallback((ready: EditorHandle) => {
    handle.current = ready;
  }, []);

  async function take(file: File | undefined) {
    if (file) onChange?.(await file.text());
  }

  function drop(event: DragEvent) {
    if (!onChange || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    void take(event.dataTransfer.files[0]);
  }

  /** Escape belongs to the editor: it closes what is open in it, and frees the Tab key. */
  function keep(event: KeyboardEvent) {
    if (event.key === 'Escape') event.stopPropagation();
  }

  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1, minWidth: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
        <Muted id={label} sx={{ flex: 1 }}>
          {t('common.scoreFile')}
        </Muted>
        <Unseen id={keys}>{t('editor.keys')}</Unseen>
        {onChange && (
          <>
            <input
              ref={fileInput}
              type="file"
              accept=".yaml,.yml"
              hidden
              aria-label={t('ui.scoreFromHere')}
              onChange={event => void take(event.target.files?.[0])}
            />
            <PlainButton
              size="small"
              onClick={() => fileInput.current?.click()}
            >
              {t('ui.chooseFile')}
            </PlainButton>
          </>
        )}
      </Box>
      <Box
        onDropCapture={drop}
        onDragOver={event => onChange && event.preventDefault()}
        onKeyDown={keep}
      >
        <Suspense fallback={<Skeletons count={1} height={height} />}>
          <CodeMirror
            value={value}
            onChange={onChange}
            problems={problems}
            height={height}
            knowledge={knowledge}
            labelledBy={label}
            describedBy={keys}
            onReady={onReady}
          />
        </Suspense>
      </Box>
      {problems.length > 0 && (
        <ProblemList
          problems={problems}
          goToLine={line => handle.current?.goToLine(line)}
        />
      )}
    </Box>
  );
}
