import { plural } from './plural.ts'
import type en from './replay.en.ts'

const fr: typeof en = {
  recordedOn: (day) => `Diffusé le ${day}`,
  player: 'L’émission',
  play: 'Lire',
  pause: 'Pause',
  back: 'Reculer de 10 secondes',
  forward: 'Avancer de 10 secondes',
  soundOn: 'Activer le son',
  soundOff: 'Couper le son',
  fullScreen: 'Plein écran',
  position: 'Position dans l’émission',
  positionText: (at, of) => `${at} sur ${of}`,
  failed: 'L’enregistrement n’a pas pu être lu.',
  tryAgain: 'Réessayer',
  chapters: 'Ce qui a été montré, et quand',
  explainedAt: (at) => `Présenté à ${at}`,
  now: 'En ce moment dans l’émission',
  nothingNow: 'Rien n’est épinglé à cet instant',
  buy: 'Acheter',
  normalPrice: 'désormais au prix normal',
  dropOpen: (units) => plural('fr', units, { one: 'Un drop de # pièce', other: 'Un drop de # pièces' }),
  dropSoldOut: (seconds) => `épuisé en ${seconds}`,
  said: 'Ce qui s’est dit',
  nobodySaid: 'Rien ne s’était encore dit',
}

export default fr
