import { MemoryDatabase } from './MemoryDatabase';
import { runStoreContract } from './runStoreContract';
import { VirtualClock } from './VirtualClock';

describe('the memory database as a RunStore', () => {
  runStoreContract(async () => {
    const database = new MemoryDatabase(new VirtualClock());
    return {
      claim: async () => database.claim(),
      generated: async () => database.generated,
    };
  });
});
