import Box from '@mui/material/Box';
import type { PlanStep } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { Candidates } from '../../ui/Candidates';
import { Disclosure } from '../../ui/Disclosure';
import { EmptyNote } from '../../ui/EmptyNote';
import { Rows } from '../../ui/Rows';
import { Grow, Surface } from '../../ui/Surface';
import { Muted } from '../../ui/Text';

/** Every resource, the definition that makes it, and why each other candidate does not. */
export function WhyTab(props: { steps: PlanStep[] }) {
  const t = useT();
  const explained = props.steps.flatMap(step =>
    step.kind === 'resource' && step.explanation
      ? [{ step, candidates: step.explanation.candidates }]
      : [],
  );
  if (explained.length === 0) {
    return (
      <Surface>
        <EmptyNote title={t('plan.nothingMatched')}>
          {t('plan.noResource')}
        </EmptyNote>
      </Surface>
    );
  }
  return (
    <Rows>
      {explained.map(({ step, candidates }, index) => (
        <li key={step.address}>
          <Disclosure
            open={index === 0}
            summary={
              <>
                <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                  {step.address}
                </Box>
                <span>
                  {t('plan.byDefinition', { definition: step.definition })}
                </span>
                <Grow />
                <Muted>
                  {candidates.length === 1
                    ? t('plan.onlyCandidate')
                    : t('plan.oneOfCandidates', {
                        n: String(candidates.length),
                      })}
                </Muted>
              </>
            }
          >
            <Candidates candidates={candidates} />
          </Disclosure>
        </li>
      ))}
    </Rows>
  );
}
