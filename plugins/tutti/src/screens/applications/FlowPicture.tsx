import { useTheme } from '@mui/material/styles';
import { toneColor, toneLine, toneWash } from '../../ui/tone';

const WORDS = [
  ['Read', 'your Score file'],
  ['Match', 'what it needs'],
  ['Create', 'the configuration'],
  ['Deploy', 'to an environment'],
];

const WIDTH = 168;
const GAP = 44;
const HEIGHT = 72;

/** The whole flow in one line. */
export function FlowPicture() {
  const theme = useTheme();
  const all = WORDS.length * WIDTH + (WORDS.length - 1) * GAP;
  return (
    <svg
      viewBox={`0 0 ${all} ${HEIGHT}`}
      width="100%"
      style={{ maxWidth: all, fontFamily: 'inherit' }}
      role="img"
      aria-label="Read your Score file, match what it needs, create the configuration, deploy to an environment"
    >
      {WORDS.map(([word, what], index) => {
        const x = index * (WIDTH + GAP);
        const last = index === WORDS.length - 1;
        const tone = last ? 'good' : 'active';
        return (
          <g key={word}>
            <rect
              x={x + 0.5}
              y={0.5}
              width={WIDTH - 1}
              height={HEIGHT - 1}
              rx={10}
              fill={toneWash(theme, tone)}
              stroke={toneLine(theme, tone)}
            />
            <text
              x={x + WIDTH / 2}
              y={32}
              textAnchor="middle"
              fontSize={16}
              fontWeight={650}
              fill={toneColor(theme, tone)}
            >
              {word}
            </text>
            <text
              x={x + WIDTH / 2}
              y={53}
              textAnchor="middle"
              fontSize={12.5}
              fill={theme.palette.text.secondary}
            >
              {what}
            </text>
            {!last && (
              <path
                d={`M${x + WIDTH + 8} ${HEIGHT / 2} h${
                  GAP - 18
                } m-5 -5 l5 5 l-5 5`}
                fill="none"
                stroke={toneColor(theme, 'quiet')}
                strokeWidth={1.5}
                strokeLinecap="round"
                strokeLinejoin="round"
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}
