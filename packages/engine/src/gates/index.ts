export { approvalNeeded } from './approvalNeeded';
export type { ApprovalNeed, ApprovalQuestion } from './approvalNeeded';
export { gateProblems } from './gateProblems';
export { openWindow } from './openWindow';
export type { ClosedBy } from './openWindow';
export { releaseChanges } from './releaseChanges';
export type { ReleaseChange, ReleaseMarks } from './releaseChanges';
export { isTimeZone, WallClock } from './wallClock';
