import Box from '@mui/material/Box';
import { styled, useTheme } from '@mui/material/styles';
import type {
  DeploymentDetail,
  DeploymentStep,
} from '@tutti/plugin-tutti-common';
import { useEffect, useMemo, useRef, useState } from 'react';
import { stepState } from '../../states/words';
import { useT } from '../../translation';
import { Mark, toneOf } from '../../ui/Mark';
import { Unseen } from '../../ui/Text';
import { toneColor, toneLine, toneWash, Tone } from '../../ui/tone';
import {
  COMPACT,
  fitting,
  FULL,
  GraphSize,
  layOut,
  smoothPath,
} from './graphLayout';
import { stepName } from './stepWords';

/** Smaller than this nobody reads it: then nodes say less, and if that is not enough it scrolls. */
const SMALLEST = 0.8;

const Node = styled('button', {
  shouldForwardProp: name =>
    !['tone', 'chosen', 'calm', 'size'].includes(String(name)),
})<{ tone: Tone; chosen: boolean; calm: boolean; size: GraphSize }>(
  ({ theme, tone, chosen, calm, size }) => ({
    all: 'unset',
    boxSizing: 'border-box',
    position: 'absolute',
    width: size.width,
    height: size.height,
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'center',
    padding: '0 12px',
    cursor: 'pointer',
    borderRadius: 9,
    border: `1px solid ${toneLine(theme, tone)}`,
    backgroundColor: theme.palette.background.paper,
    backgroundImage: calm
      ? 'none'
      : `linear-gradient(${toneWash(theme, tone)}, ${toneWash(theme, tone)})`,
    boxShadow: chosen ? `0 0 0 2px ${theme.palette.primary.main}` : 'none',
    transition: 'background-color 200ms, border-color 200ms',
    fontSize: 13,
    lineHeight: 1.3,
    '&:hover': { borderColor: toneColor(theme, tone) },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
  }),
);

const oneLine = {
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const;

/** Of the window's height; the rest is for what stands above. */
const HIGHEST = 0.8;

/** Pixels that the picture may have; not yet known: 0. */
function useFrame() {
  const ref = useRef<HTMLDivElement>(null);
  const [frame, setFrame] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const measure = () =>
      setFrame({
        width: element.clientWidth,
        height: Math.floor(window.innerHeight * HIGHEST),
      });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, []);
  return { ref, frame };
}

/** A key of what decides the picture: states may change without moving anything. */
function shapeOf(steps: DeploymentStep[]): string {
  return JSON.stringify(steps.map(({ address, needs }) => [address, needs]));
}

/** The run as a graph, left to right; each step is a button. */
export function StepGraph(props: {
  detail: DeploymentDetail;
  /** Those to show. */
  steps: DeploymentStep[];
  chosen: string;
  onChoose(address: string): void;
}) {
  const t = useT();
  const { detail, chosen, onChoose } = props;
  const theme = useTheme();
  const { ref, frame } = useFrame();
  const shape = shapeOf(props.steps);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the shape stands for the steps
  const full = useMemo(() => layOut(props.steps), [shape]);
  const isFull = fitting(full, frame) >= SMALLEST;
  const size = isFull ? FULL : COMPACT;
  const graph = useMemo(
    () => (isFull ? full : layOut(props.steps, COMPACT)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the shape stands for the steps
    [shape, full, isFull],
  );
  const steps = new Map(props.steps.map(step => [step.address, step]));
  const scale = Math.max(SMALLEST, fitting(graph, frame));
  const top = graph.nodes.find(node => node.address === chosen)?.y ?? 0;
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const middle = (top + size.height / 2) * scale;
    const seen = element.scrollTop;
    // Only what is out of sight is brought into it: nobody's place is taken away.
    if (middle < seen || middle > seen + element.clientHeight) {
      element.scrollTop = middle - element.clientHeight / 2;
    }
  }, [ref, top, scale, size]);
  return (
    <Box
      ref={ref}
      role="group"
      aria-label={t('deployment.inOrder')}
      sx={{ overflow: 'auto', maxHeight: `${HIGHEST * 100}vh` }}
    >
      <Box
        sx={{
          position: 'relative',
          width: graph.width * scale,
          height: graph.height * scale,
        }}
      >
        <Box
          sx={{
            position: 'absolute',
            width: graph.width,
            height: graph.height,
            transform: `scale(${scale})`,
            transformOrigin: '0 0',
          }}
        >
          <svg
            width={graph.width}
            height={graph.height}
            aria-hidden
            style={{ position: 'absolute', inset: 0 }}
          >
            {graph.edges.map(({ from, to, points }) => {
              const near = from === chosen || to === chosen;
              return (
                <path
                  key={`${from} ${to}`}
                  d={smoothPath(points)}
                  fill="none"
                  stroke={
                    near ? theme.palette.primary.main : toneLine(theme, 'quiet')
                  }
                  strokeWidth={near ? 2 : 1.25}
                />
              );
            })}
          </svg>
          {graph.nodes.map(({ address, x, y }) => {
            const step = steps.get(address);
            if (!step) return null;
            const { name, what } = stepName(t, step, detail.plan);
            const state = stepState(t, step.status);
            return (
              <Node
                key={address}
                type="button"
                size={size}
                tone={toneOf(state.mark)}
                calm={step.status === 'pending' || step.status === 'kept'}
                chosen={address === chosen}
                aria-pressed={address === chosen}
                title={isFull ? address : `${address}: ${state.word}`}
                style={{ left: x, top: y }}
                onClick={() => onChoose(address)}
              >
                {isFull ? (
                  <>
                    <Box component="span" sx={{ fontWeight: 600, ...oneLine }}>
                      {name}
                    </Box>
                    <Box
                      component="span"
                      sx={{
                        display: 'flex',
                        gap: 1,
                        fontSize: 12,
                        minWidth: 0,
                        // What it is gives way, its state does not.
                        '& > :first-of-type': { flex: 'none' },
                      }}
                    >
                      <Mark kind={state.mark}>{state.word}</Mark>
                      <Box
                        component="span"
                        sx={{ color: 'text.secondary', ...oneLine }}
                      >
                        {what}
                      </Box>
                    </Box>
                  </>
                ) : (
                  <Box
                    component="span"
                    sx={{ display: 'flex', gap: 0.75, minWidth: 0 }}
                  >
                    <Mark kind={state.mark}>
                      <Unseen>{state.word}</Unseen>
                    </Mark>
                    <Box component="span" sx={{ fontWeight: 600, ...oneLine }}>
                      {name}
                    </Box>
                  </Box>
                )}
              </Node>
            );
          })}
        </Box>
      </Box>
    </Box>
  );
}
