/** Keeps the screen on until the returned function is called: a phone that sleeps stops its camera. */
export function keepScreenAwake(): () => void {
  let lock: WakeLockSentinel | undefined
  let over = false
  // The browser lets go whenever the page is hidden; asked for again when it comes back. Refused on a low battery.
  const ask = async () => {
    if (over || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    const granted = await navigator.wakeLock.request('screen').catch(() => undefined)
    if (over) void granted?.release()
    else lock = granted
  }
  void ask()
  document.addEventListener('visibilitychange', ask)
  return () => {
    over = true
    document.removeEventListener('visibilitychange', ask)
    void lock?.release()
  }
}
