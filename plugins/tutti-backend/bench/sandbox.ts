import { startSandbox } from '@tutti/sandbox';

startSandbox({ port: 0 }).then(({ url }) => process.send?.({ bench: url }));
