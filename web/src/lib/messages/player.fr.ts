import type en from './player.en.ts'

const fr: typeof en = {
  smallWindow: 'Continuer dans une petite fenêtre',
  leaveSmallWindow: 'Quitter la petite fenêtre',
  picture: 'Image et son',
  backToLive: (seconds) => `${seconds} s de retard. Revenir au direct`,
  goBack: 'Revenir en arrière',
  goBackBy: (seconds) => `Reculer de ${seconds} s`,
  behind: (seconds) => (seconds === 0 ? 'En direct' : `${seconds} secondes de retard sur le direct`),
  toLive: 'Direct',
  quality: 'Qualité',
  lines: (count) => `${count}p`,
  auto: 'Automatique',
  autoText: 'Aussi belle que la connexion le permet',
  fastest: 'Au plus vite',
  fastestText: 'Une fraction de seconde de retard, sans retour en arrière',
  low: 'Peu de données',
  lowText: 'La plus petite image disponible',
  sound: 'Son seul',
  soundText: 'Sans image, presque sans données',
  captions: 'Sous-titres',
  watching: 'Vous regardez',
  backToRoom: 'Revenir au direct',
  stopWatching: 'Ne plus regarder',
  soundOn: 'Activer le son',
  soundOff: 'Couper le son',
  oneMoment: 'Un instant',
  showEnded: 'Le direct est terminé',
}

export default fr
