// @ts-check
/** Loaded first, in every thread of a process: its wall clock goes wrong by so much. */
const offset = Number(process.env.TUTTI_CLOCK_OFFSET_MS ?? 0);
const RealDate = Date;
const realNow = RealDate.now;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(
      target,
      args.length === 0 ? [realNow() + offset] : args,
      newTarget,
    ),
  apply: () => new RealDate(realNow() + offset).toString(),
  get: (target, key, receiver) =>
    key === 'now'
      ? () => realNow() + offset
      : Reflect.get(target, key, receiver),
});
