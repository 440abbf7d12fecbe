import { styled } from '@mui/material/styles';
import type { ComponentProps } from 'react';

/** The name of the page; after a navigation the focus is here. */
export const PageTitle = styled((props: ComponentProps<'h2'>) => (
  <h2 tabIndex={-1} {...props}>
    {props.children}
  </h2>
))({
  margin: 0,
  fontSize: 22,
  fontWeight: 650,
  lineHeight: 1.25,
  letterSpacing: '-0.01em',
  overflowWrap: 'anywhere',
});

export const SectionTitle = styled('h3')({
  margin: 0,
  fontSize: 15,
  fontWeight: 600,
  lineHeight: 1.4,
});

/** What explains, and may be passed over. */
export const Muted = styled('span')(({ theme }) => ({
  color: theme.palette.text.secondary,
  fontSize: 13,
  fontWeight: 400,
  fontVariantNumeric: 'tabular-nums',
}));

/** Names of machines: images, paths, ids. */
export const Code = styled('code')(({ theme }) => ({
  fontFamily:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSize: '0.92em',
  color: theme.palette.text.primary,
  overflowWrap: 'anywhere',
}));

export const monospace =
  'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

/** Read by screen readers only. */
export const Unseen = styled('span')({
  position: 'absolute',
  width: 1,
  height: 1,
  margin: -1,
  padding: 0,
  overflow: 'hidden',
  clip: 'rect(0 0 0 0)',
  whiteSpace: 'nowrap',
  border: 0,
});
