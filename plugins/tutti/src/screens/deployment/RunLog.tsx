import { useMemo } from 'react';
import { useT } from '../../translation';
import type { SheetLine } from '../../ui/logLines';
import { LogSheet } from '../../ui/LogSheet';
import { PlainButton } from '../../ui/PlainButton';
import { Surface } from '../../ui/Surface';
import { SectionTitle } from '../../ui/Text';

/** The log of a run, or of one step of it. */
export function RunLog(props: {
  lines: SheetLine[];
  /** Only this step's lines; empty: all. */
  step: string;
  onStep(address: string): void;
  fileName: string;
}) {
  const t = useT();
  const { lines, step, onStep, fileName } = props;
  const shown = useMemo(
    () => (step ? lines.filter(({ address }) => address === step) : lines),
    [lines, step],
  );
  return (
    <Surface aria-label={t('deployment.log')}>
      <LogSheet
        lines={shown}
        empty={t('deployment.nothingLogged')}
        fileName={fileName}
        head={
          <>
            <SectionTitle>{t('deployment.log')}</SectionTitle>
            {step && (
              <PlainButton
                size="small"
                variant="outlined"
                onClick={() => onStep('')}
              >
                {t('deployment.onlyStep', { step })}
              </PlainButton>
            )}
          </>
        }
      />
    </Surface>
  );
}
