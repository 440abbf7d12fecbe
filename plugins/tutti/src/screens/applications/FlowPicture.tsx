import { useTheme } from '@mui/material/styles';
import { useT } from '../../translation';
import { toneColor, toneLine, toneWash } from '../../ui/tone';

const STATIONS = [
  ['applications.flowRead', 'applications.flowReadWhat'],
  ['applications.flowMatch', 'applications.flowMatchWhat'],
  ['applications.flowCreate', 'applications.flowCreateWhat'],
  ['applications.flowDeploy', 'applications.flowDeployWhat'],
] as const;

const WIDTH = 168;
const GAP = 44;
const HEIGHT = 72;

/** The whole flow in one line. */
export function FlowPicture() {
  const t = useT();
  const theme = useTheme();
  const all = STATIONS.length * WIDTH + (STATIONS.length - 1) * GAP;
  return (
    <svg
      viewBox={`0 0 ${all} ${HEIGHT}`}
      width="100%"
      style={{ maxWidth: all, fontFamily: 'inherit' }}
      role="img"
      aria-label={t('applications.flowLabel')}
    >
      {STATIONS.map(([word, what], index) => {
        const x = index * (WIDTH + GAP);
        const last = index === STATIONS.length - 1;
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
              {t(word)}
            </text>
            <text
              x={x + WIDTH / 2}
              y={53}
              textAnchor="middle"
              fontSize={12.5}
              fill={theme.palette.text.secondary}
            >
              {t(what)}
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
