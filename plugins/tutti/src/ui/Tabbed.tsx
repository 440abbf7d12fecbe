import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { ReactNode, useId } from 'react';
import { useUrlState } from '../data/useUrlState';

export interface TabContent {
  /** In the URL. */
  id: string;
  label: string;
  /** Beside the label. */
  count?: number;
  content: ReactNode;
}

const CalmTab = styled(Tab)(({ theme }) => ({
  minWidth: 0,
  minHeight: 44,
  padding: theme.spacing(1, 0.5),
  marginRight: theme.spacing(3),
  fontSize: 14,
  fontWeight: 500,
  letterSpacing: 0,
  textTransform: 'none',
  color: theme.palette.text.secondary,
  '&:hover': { color: theme.palette.text.primary, background: 'none' },
  '&.Mui-selected': { color: theme.palette.text.primary },
  '&.Mui-focusVisible': {
    outline: `2px solid ${theme.palette.primary.main}`,
    outlineOffset: -2,
    borderRadius: 6,
  },
  [theme.breakpoints.up('md')]: { minWidth: 0, fontSize: 14, fontWeight: 500 },
}));

const Count = styled('span')(({ theme }) => ({
  marginLeft: 2,
  color: theme.palette.text.secondary,
  fontWeight: 400,
  fontVariantNumeric: 'tabular-nums',
}));

/** Tabs whose choice is in the URL (`?tab=`). Only the chosen one is there. */
export function Tabbed(props: {
  /** What the tabs are about, for screen readers. */
  label: string;
  tabs: TabContent[];
  /** Name in the query. */
  param?: string;
}) {
  const { tabs, param = 'tab' } = props;
  const [asked, choose] = useUrlState(param, tabs[0].id, 'push');
  const chosen = tabs.find(tab => tab.id === asked) ?? tabs[0];
  const prefix = useId();
  return (
    <div>
      <Box sx={{ borderBottom: 1, borderColor: 'divider', mb: 2 }}>
        <Tabs
          value={chosen.id}
          onChange={(_, id: string) => choose(id)}
          variant="scrollable"
          scrollButtons="auto"
          aria-label={props.label}
        >
          {tabs.map(tab => (
            <CalmTab
              key={tab.id}
              value={tab.id}
              id={`${prefix}-tab-${tab.id}`}
              aria-controls={
                tab.id === chosen.id ? `${prefix}-panel` : undefined
              }
              label={
                <span>
                  {tab.label}
                  {tab.count !== undefined && (
                    <>
                      {' '}
                      <Count>{tab.count}</Count>
                    </>
                  )}
                </span>
              }
            />
          ))}
        </Tabs>
      </Box>
      <div
        role="tabpanel"
        id={`${prefix}-panel`}
        aria-labelledby={`${prefix}-tab-${chosen.id}`}
      >
        {chosen.content}
      </div>
    </div>
  );
}
