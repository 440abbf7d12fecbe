// Real servers are at work here; a busy machine takes its time.
jest.setTimeout(60_000);
