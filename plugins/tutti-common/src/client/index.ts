export * from './errors';
export * from './TuttiApi';
export * from './TuttiClient';
export type { TerminalListener, TerminalSession } from './terminal';
