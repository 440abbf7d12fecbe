// Real servers are at work here; a busy machine takes its time.
jest.setTimeout(120_000);
