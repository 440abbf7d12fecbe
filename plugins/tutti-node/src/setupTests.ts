// Real servers, databases and files are at work here; a busy machine takes its time.
jest.setTimeout(30_000);
