import Box from '@mui/material/Box';
import type { Candidate, PlanStep } from '@tutti/plugin-tutti-common';
import { Disclosure } from '../../ui/Disclosure';
import { EmptyNote } from '../../ui/EmptyNote';
import { Mark } from '../../ui/Mark';
import { Rows } from '../../ui/Rows';
import { Grow, Surface } from '../../ui/Surface';
import { Code, Muted } from '../../ui/Text';

/** In the order in which specificity is compared (docs/reference/semantics.md, Match). */
const KEYS = [
  'its exact class',
  'the resource id',
  'the workload',
  'the environment',
  'the application',
  'labels',
  'the owner',
  'the environment type',
];

function names(candidate: Candidate): string {
  const named = KEYS.filter((_, index) => candidate.specificity[index] > 0);
  return named.length > 0 ? `Names ${named.join(', ')}.` : 'Names nothing.';
}

function CandidateRow(props: { candidate: Candidate }) {
  const { candidate } = props;
  const { won, matched, definition, reason, failed } = candidate;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: '150px minmax(0, 1fr)' },
        gap: 1,
        py: 1,
        px: 2,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      {won ? (
        <Mark kind="good">Chosen</Mark>
      ) : (
        <Mark kind={matched ? 'none' : 'stopped'}>
          {matched ? 'Less specific' : 'Does not match'}
        </Mark>
      )}
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ fontWeight: 500 }}>{definition}</Box>
        <div>{reason}</div>
        {failed.length > 0 ? (
          <Muted>
            {failed.map(({ key, wanted, got }, index) => (
              <Box component="span" key={index} sx={{ display: 'block' }}>
                {key}: wants <Code>{wanted}</Code>, is{' '}
                <Code>{got || 'nothing'}</Code>
              </Box>
            ))}
          </Muted>
        ) : (
          <Muted>{names(candidate)}</Muted>
        )}
      </Box>
    </Box>
  );
}

/** Every resource, the definition that makes it, and why each other candidate does not. */
export function WhyTab(props: { steps: PlanStep[] }) {
  const explained = props.steps.flatMap(step =>
    step.kind === 'resource' && step.explanation
      ? [{ step, candidates: step.explanation.candidates }]
      : [],
  );
  if (explained.length === 0) {
    return (
      <Surface>
        <EmptyNote title="Nothing was matched">
          These workloads ask for no resource.
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
                <span>by {step.definition}</span>
                <Grow />
                <Muted>
                  {candidates.length === 1
                    ? 'the only candidate'
                    : `1 of ${candidates.length} candidates`}
                </Muted>
              </>
            }
          >
            <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
              {candidates.map(candidate => (
                <CandidateRow
                  key={candidate.definition}
                  candidate={candidate}
                />
              ))}
            </Box>
          </Disclosure>
        </li>
      ))}
    </Rows>
  );
}
