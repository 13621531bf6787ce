/**
 * Loaded before a process's own code (`NODE_OPTIONS=--import …/skew.ts`): its clock is off by CHAOS_CLOCK_SKEW_MS milliseconds, as
 * that of a machine without NTP. `Date` alone is; what measures time that has passed (`performance`, timers) goes on as it was.
 */
const skewMs = Number(process.env['CHAOS_CLOCK_SKEW_MS'] ?? 0);

if (Number.isFinite(skewMs) && skewMs !== 0) {
  const RealDate = Date;
  const now = () => RealDate.now() + skewMs;
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
    get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
  });
}
