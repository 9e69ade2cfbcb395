type Wake = 'seen' | 'network'

/**
 * Hears that the page is looked at again (after another tab, the lock screen, a call, a frozen tab) or that the network
 * is another one, until `signal`.
 */
export function onWake(wake: (what: Wake) => void, signal: AbortSignal): void {
  const { connection } = navigator as Navigator & { connection?: EventTarget }
  document.addEventListener('visibilitychange', () => document.hidden || wake('seen'), { signal })
  window.addEventListener('pageshow', (event) => event.persisted && wake('network'), { signal })
  // A frozen tab (Page Lifecycle API): what it had asked for is gone.
  document.addEventListener('resume', () => wake('network'), { signal })
  window.addEventListener('online', () => wake('network'), { signal })
  connection?.addEventListener('change', () => navigator.onLine && wake('network'), { signal })
}
