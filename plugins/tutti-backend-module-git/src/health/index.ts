export { cdHealth } from './cdHealth';
export { committed } from './committed';
export type { HealthSource } from './HealthSource';
