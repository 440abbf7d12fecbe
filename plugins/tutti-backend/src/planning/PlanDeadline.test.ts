import { PlanDeadline } from './PlanDeadline';

describe('how long a plan may take', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('ends when its time is over', () => {
    const deadline = new PlanDeadline(30_000);
    jest.advanceTimersByTime(29_000);
    expect(deadline.signal.aborted).toBe(false);
    jest.advanceTimersByTime(1_000);
    expect(deadline.signal.aborted).toBe(true);
  });

  it('stands still while a driver waits for a tool of its own, however many do', async () => {
    const deadline = new PlanDeadline(30_000);
    jest.advanceTimersByTime(20_000);
    const ends: (() => void)[] = [];
    const works = [0, 1].map(() =>
      deadline.during(
        600_000,
        () =>
          new Promise<void>(resolve => {
            ends.push(resolve);
          }),
      ),
    );
    jest.advanceTimersByTime(100_000);
    ends[0]();
    await works[0];
    jest.advanceTimersByTime(100_000);
    expect(deadline.signal.aborted).toBe(false);
    ends[1]();
    await works[1];
    jest.advanceTimersByTime(9_000);
    expect(deadline.signal.aborted).toBe(false);
    jest.advanceTimersByTime(1_000);
    expect(deadline.signal.aborted).toBe(true);
  });

  it('is over with the plan', () => {
    const deadline = new PlanDeadline(30_000);
    deadline.end();
    jest.advanceTimersByTime(60_000);
    expect(deadline.signal.aborted).toBe(false);
  });
});
