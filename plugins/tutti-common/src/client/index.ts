export * from './errors';
export * from './TuttiApi';
export * from './TuttiClient';
