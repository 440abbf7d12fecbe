/**
 * For tests of runners: what the driver relies on, and a tool that does as it is told.
 *
 * @packageDocumentation
 */
export * from './pretendedTool';
export * from './runnerContract';
