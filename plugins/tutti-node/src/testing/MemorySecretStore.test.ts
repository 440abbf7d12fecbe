import { MemorySecretStore } from './MemorySecretStore';
import { secretStoreContract, SecretStoreSubject } from './secretStoreContract';

describe('a store in memory', () => {
  let subject: SecretStoreSubject;

  beforeEach(() => {
    const secrets: Record<string, Record<string, string>> = {};
    subject = {
      store: new MemorySecretStore(secrets),
      place: { driver: 'kubernetes', cluster: 'dev' },
      namespace: 'shop',
      put: async (name, contents) => {
        secrets[`shop/${name}`] = contents;
      },
      away() {
        const store = new MemorySecretStore(secrets);
        store.away = 'it does not answer';
        return store;
      },
    };
  });

  secretStoreContract(() => subject);
});
