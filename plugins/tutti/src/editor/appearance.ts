import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { alpha, Theme } from '@mui/material/styles';
import { monospace } from '../ui/Text';
import { toneColor, toneWash } from '../ui/tone';

/** The editor in the colours of the app. */
export function appearance(theme: Theme, height: number): Extension {
  const { palette } = theme;
  const dark = palette.mode === 'dark';
  const quiet = palette.text.secondary;
  return [
    EditorView.theme(
      {
        '&': {
          height: `${height}px`,
          fontSize: '13px',
          color: palette.text.primary,
          backgroundColor: palette.background.default,
          border: `1px solid ${palette.divider}`,
          borderRadius: '8px',
          overflow: 'hidden',
        },
        '&.cm-focused': {
          outline: `2px solid ${palette.primary.main}`,
          outlineOffset: '-1px',
        },
        '.cm-scroller': { fontFamily: monospace, lineHeight: '20px' },
        '.cm-content': {
          padding: '10px 0',
          caretColor: palette.text.primary,
        },
        '.cm-cursor': { borderLeftColor: palette.text.primary },
        '.cm-gutters': {
          color: quiet,
          backgroundColor: palette.background.default,
          borderRight: `1px solid ${palette.divider}`,
        },
        '.cm-activeLine, .cm-activeLineGutter': {
          backgroundColor: palette.action.hover,
        },
        '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection':
          { backgroundColor: alpha(palette.primary.main, 0.25) },
        '.cm-searchMatch': { backgroundColor: toneWash(theme, 'warning') },
        '.cm-panels, .cm-tooltip': {
          color: palette.text.primary,
          backgroundColor: palette.background.paper,
          border: `1px solid ${palette.divider}`,
        },
        '.cm-tooltip': { borderRadius: '6px', maxWidth: '440px' },
        '.cm-tooltip.cm-tooltip-hover, .cm-tooltip .cm-completionInfo': {
          padding: '6px 10px',
          fontFamily: String(theme.typography.fontFamily),
        },
        '.cm-tooltip-autocomplete ul li[aria-selected]': {
          color: palette.text.primary,
          backgroundColor: alpha(palette.primary.main, dark ? 0.35 : 0.18),
        },
        '.cm-completionDetail': { color: quiet, fontStyle: 'normal' },
        '.cm-textfield': {
          color: palette.text.primary,
          backgroundColor: palette.background.default,
          border: `1px solid ${palette.divider}`,
        },
        '.cm-button': {
          color: palette.text.primary,
          backgroundImage: 'none',
          backgroundColor: palette.background.default,
          border: `1px solid ${palette.divider}`,
        },
        '.cm-diagnostic': { padding: '4px 8px' },
        '.cm-diagnostic-error': {
          borderLeft: `4px solid ${toneColor(theme, 'bad')}`,
        },
        '.cm-diagnostic-warning': {
          borderLeft: `4px solid ${toneColor(theme, 'warning')}`,
        },
        '.cm-lintRange-error': {
          backgroundImage: 'none',
          textDecoration: `underline wavy ${toneColor(theme, 'bad')}`,
        },
        '.cm-lintRange-warning': {
          backgroundImage: 'none',
          textDecoration: `underline wavy ${toneColor(theme, 'warning')}`,
        },
        '.cm-foldPlaceholder': {
          color: quiet,
          backgroundColor: palette.action.hover,
          border: 'none',
        },
      },
      { dark },
    ),
    syntaxHighlighting(
      HighlightStyle.define([
        {
          tag: [tags.propertyName, tags.definition(tags.propertyName)],
          color: toneColor(theme, 'active'),
        },
        { tag: tags.string, color: toneColor(theme, 'good') },
        { tag: tags.comment, color: quiet },
        { tag: [tags.meta, tags.keyword], color: toneColor(theme, 'warning') },
      ]),
    ),
  ];
}
