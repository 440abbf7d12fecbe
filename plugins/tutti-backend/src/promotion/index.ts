export { endUnbegun } from './endUnbegun';
export { prospectsOf } from './prospects';
export type { Prospect } from './prospects';
export { progressIn, roundStep, roundTurns, wavesFor } from './rounds';
export { soakAfter } from './soak';
export { FRESH_MS } from './standing';
export { waveOf, waveSentence } from './waves';
export type { Receiver } from './waves';
export { whyWithdrawn } from './withdrawn';
