import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
} from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useTheme } from '@mui/material/styles';
import type { Problem } from '@tutti/plugin-tutti-common';
import { useEffect, useRef } from 'react';
import { Translate, useT } from '../translation';
import { appearance } from './appearance';
import { completeScore } from './complete';
import { diagnosticsOf } from './diagnostics';
import { explainAt } from './hover';
import { Knowledge } from './knowledge';

/** What the editor is asked to do from outside. */
export interface EditorHandle {
  goToLine(line: number): void;
  focus(): void;
}

export interface CodeMirrorProps {
  value: string;
  /** Absent: the text can only be read. */
  onChange?(value: string): void;
  problems: Problem[];
  /** Pixels. */
  height: number;
  knowledge: Knowledge;
  /** Ids of the elements that name and describe it. */
  labelledBy: string;
  describedBy: string;
  onReady?(handle: EditorHandle): void;
}

/** CodeMirror with YAML, completion, explanations and problems. Loaded when somebody opens a text. */
export default function CodeMirror(props: CodeMirrorProps) {
  const { value, problems, height, labelledBy, describedBy, onReady } = props;
  const t = useT();
  const theme = useTheme();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>();
  const latest = useRef(props);
  latest.current = props;
  const { current: look } = useRef(new Compartment());
  const { current: told } = useRef(new Compartment());
  const readOnly = props.onChange === undefined;

  useEffect(() => {
    const editor = new EditorView({
      parent: host.current ?? undefined,
      doc: latest.current.value,
      extensions: [
        writing(readOnly),
        look.of([]),
        told.of([]),
        EditorView.contentAttributes.of(() => ({
          'aria-labelledby': labelledBy,
          'aria-describedby': describedBy,
          ...(readOnly && { 'aria-readonly': 'true' }),
          ...(latest.current.problems.length > 0 && { 'aria-invalid': 'true' }),
          spellcheck: 'false',
          autocapitalize: 'off',
        })),
        EditorView.updateListener.of(update => {
          if (update.docChanged) {
            latest.current.onChange?.(update.state.sliceDoc());
          }
        }),
      ],
    });
    view.current = editor;
    onReady?.({
      focus: () => editor.focus(),
      goToLine(number) {
        const { lines } = editor.state.doc;
        const line = editor.state.doc.line(
          Math.min(Math.max(number, 1), lines),
        );
        editor.dispatch({
          selection: { anchor: line.from, head: line.to },
          effects: EditorView.scrollIntoView(line.from, { y: 'center' }),
        });
        editor.focus();
      },
    });
    return () => editor.destroy();
  }, [readOnly, labelledBy, describedBy, look, told, onReady]);

  useEffect(() => {
    view.current?.dispatch({
      effects: look.reconfigure(appearance(theme, height)),
    });
  }, [theme, height, look, readOnly]);

  useEffect(() => {
    const knowledge = () => latest.current.knowledge;
    view.current?.dispatch({
      effects: told.reconfigure(speaking(knowledge, t)),
    });
  }, [t, told, readOnly]);

  useEffect(() => {
    const editor = view.current;
    // What comes from here was typed here; all else replaces the text, and can be undone.
    if (editor && editor.state.sliceDoc() !== value) {
      editor.dispatch({
        changes: differing(editor.state.sliceDoc(), value),
      });
    }
  }, [value, readOnly]);

  useEffect(() => {
    const editor = view.current;
    editor?.dispatch(
      setDiagnostics(editor.state, diagnosticsOf(problems, editor.state.doc)),
    );
  }, [problems, readOnly]);

  return <div ref={host} />;
}

/** What differs, so that cursor and scroll stay where the text is the same. */
function differing(before: string, after: string) {
  let from = 0;
  const shortest = Math.min(before.length, after.length);
  while (from < shortest && before[from] === after[from]) from += 1;
  let end = 0;
  while (
    end < shortest - from &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end += 1;
  }
  return {
    from,
    to: before.length - end,
    insert: after.slice(from, after.length - end),
  };
}

function writing(readOnly: boolean): Extension {
  return [
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    drawSelection(),
    history(),
    yaml(),
    indentUnit.of('  '),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    foldGutter(),
    lintGutter(),
    highlightSelectionMatches(),
    EditorState.readOnly.of(readOnly),
    // Tab stays with the page: nobody is caught in the text.
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...defaultKeymap,
    ]),
  ];
}

/** What depends on the reader's language. */
function speaking(knowledge: () => Knowledge, t: Translate): Extension {
  return [
    autocompletion({ override: [completeScore(knowledge, t)] }),
    hoverTooltip((editor, offset) => {
      const found = explainAt(editor.state.sliceDoc(), offset, knowledge(), t);
      if (!found || found.lines.length === 0) return null;
      return {
        pos: found.from,
        end: found.to,
        create() {
          const dom = document.createElement('div');
          const title = document.createElement('strong');
          title.textContent = found.title;
          dom.append(
            title,
            ...found.lines.map(text => {
              const line = document.createElement('div');
              line.textContent = text;
              return line;
            }),
          );
          return { dom };
        },
      };
    }),
    EditorState.phrases.of({
      Find: t('editor.find'),
      Replace: t('editor.replace'),
      next: t('editor.next'),
      previous: t('editor.previous'),
      all: t('editor.all'),
      'match case': t('editor.matchCase'),
      'by word': t('editor.byWord'),
      regexp: t('editor.regexp'),
      replace: t('editor.replaceOne'),
      'replace all': t('editor.replaceAll'),
      close: t('editor.close'),
      'Fold line': t('editor.fold'),
      'Unfold line': t('editor.unfold'),
    }),
  ];
}
