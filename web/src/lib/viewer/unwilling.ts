/** Whoever asks not to be measured is not: Global Privacy Control, Do Not Track. */
export const isUnwilling = () =>
  navigator.doNotTrack === '1' || (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true
