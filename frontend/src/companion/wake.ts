/** Keeps the screen awake while a meeting runs; asks again each time the page comes back to sight. */
export function keepAwake(): { stop(): void } {
  let lock: WakeLockSentinel | undefined;
  let stopped = false;

  const ask = async (): Promise<void> => {
    if (stopped || document.visibilityState !== "visible" || (lock && !lock.released)) return;
    try {
      const given = await navigator.wakeLock?.request("screen");
      if (stopped) void given?.release();
      else lock = given;
    } catch {
      // Low battery or not allowed: the screen then sleeps as the device likes, and time goes on.
    }
  };

  const again = (): void => void ask();
  document.addEventListener("visibilitychange", again);
  // Some browsers ask for a touch first.
  document.addEventListener("pointerup", again);
  again();
  return {
    stop: () => {
      stopped = true;
      document.removeEventListener("visibilitychange", again);
      document.removeEventListener("pointerup", again);
      void lock?.release().catch(() => undefined);
    },
  };
}
