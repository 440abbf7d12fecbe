import '@xterm/xterm/css/xterm.css';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { styled, useTheme } from '@mui/material/styles';
import type { TerminalEnd, TerminalSession } from '@tutti/plugin-tutti-common';
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { useEffect, useRef } from 'react';
import { tuttiApiRef } from '../../api';
import { monospace } from '../../ui/Text';

const Sheet = styled('div')(({ theme }) => ({
  boxSizing: 'border-box',
  height: 380,
  overflow: 'hidden',
  padding: theme.spacing(1, 1.5),
  backgroundColor: theme.palette.background.default,
  borderRadius: 10,
}));

/** One terminal, from its beginning to its end. */
export default function TerminalSheet(props: {
  application: string;
  environment: string;
  uid: string;
  container: string;
  onEnd(end: TerminalEnd): void;
}) {
  const { application, environment, uid, container, onEnd } = props;
  const api = useApi(tuttiApiRef);
  const { palette } = useTheme();
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<Terminal>();
  const ended = useRef(onEnd);
  ended.current = onEnd;

  useEffect(() => {
    const terminal = new Terminal({
      fontFamily: monospace,
      fontSize: 13,
      cursorBlink: true,
      screenReaderMode: true,
      scrollback: 5_000,
    });
    shown.current = terminal;
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    if (place.current) terminal.open(place.current);
    fit.fit();
    terminal.focus();

    let isOver = false;
    let session: TerminalSession | undefined;
    const end = (how: TerminalEnd) => {
      if (isOver) return;
      isOver = true;
      terminal.options.disableStdin = true;
      ended.current(how);
    };
    const resize = () =>
      session?.resize({ columns: terminal.cols, rows: terminal.rows });
    api
      .openTerminal(
        application,
        environment,
        uid,
        { container },
        { output: bytes => terminal.write(bytes), ended: end },
      )
      .then(opened => {
        session = opened;
        if (isOver) opened.close();
        else resize();
      })
      .catch(error => end({ message: toError(error).message }));
    terminal.onData(text => session?.write(text));
    terminal.onResize(resize);
    const observer = new ResizeObserver(() => fit.fit());
    if (place.current) observer.observe(place.current);
    return () => {
      isOver = true;
      observer.disconnect();
      session?.close();
      terminal.dispose();
    };
  }, [api, application, environment, uid, container]);

  const { mode } = palette;
  const { default: background } = palette.background;
  const { primary: foreground } = palette.text;
  useEffect(() => {
    if (!shown.current) return;
    shown.current.options.theme = {
      background,
      foreground,
      cursor: foreground,
      cursorAccent: background,
      selectionBackground: mode === 'dark' ? '#ffffff40' : '#00000030',
    };
    // Programs choose colours for a dark sheet: on a light one they stay readable.
    shown.current.options.minimumContrastRatio = mode === 'dark' ? 1 : 4.5;
  }, [mode, background, foreground, api, uid, container]);

  return <Sheet ref={place} />;
}
