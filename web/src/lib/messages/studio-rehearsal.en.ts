/** Rehearsing a show that has not started. */
export default {
  rehearsal: 'Rehearsal',
  rehearsalText: 'Only your team can see this. Nothing is recorded, and no viewer hears of it.',
  rehearsalEnds: 'Ends by itself:',
  rehearse: 'Rehearse',
  rehearseWhy: 'Camera, sound and run of show, as on air. Only your team sees it.',
  endRehearsal: 'End the rehearsal',
  rehearsalMonitor: 'As viewers would see it',
  rehearsalWaiting: 'Send a picture: it appears here once it has been to the server and back, as viewers would see it.',
  rehearsalKey: 'This key is for the rehearsal only. It stops working when the rehearsal ends.',
  wouldSeeYou: (delay: string) => `Viewers would see you ${delay} later`,
  practice: 'Practise the run of show',
  practiceText: 'Here only: nothing is pinned.',
  practised: (time: string) => `${time} on it`,
}
