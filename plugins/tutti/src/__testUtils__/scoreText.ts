import { EditorView } from '@codemirror/view';
import { act } from '@testing-library/react';

function viewOf(textbox: HTMLElement): EditorView {
  const view = EditorView.findFromDOM(textbox);
  if (!view) throw new Error('This is no editor');
  return view;
}

export function scoreText(textbox: HTMLElement): string {
  return viewOf(textbox).state.sliceDoc();
}

/** Replaces the text of an editor: jsdom has no way to type into one. */
export function writeScore(textbox: HTMLElement, text: string): void {
  const view = viewOf(textbox);
  act(() => {
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: text },
    });
  });
}

export function selectedScore(textbox: HTMLElement): string {
  const { state } = viewOf(textbox);
  const { from, to } = state.selection.main;
  return state.sliceDoc(from, to);
}
