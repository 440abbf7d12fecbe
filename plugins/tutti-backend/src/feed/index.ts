export { Feed } from './Feed';
export type { FeedReader, Happened } from './Feed';
export { publishDeployments } from './publishDeployments';
