export {
  agreeing,
  approvalSentence,
  isApproved,
  missingFrom,
  whyNotDecide,
} from './approval';
export { Gates } from './Gates';
export type { GatedPlace } from './Gates';
export { ended, keptAside } from './keptAside';
export { isoTime, spokenTime } from './spokenTime';
export { whatStands } from './whatStands';
