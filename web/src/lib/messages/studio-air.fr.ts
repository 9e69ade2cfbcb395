import type en from './studio-air.en.ts'

const fr: typeof en = {
  interrupt: 'Pause, coupure, fin programmée',
  pauseShow: 'Pause : on revient',
  cutPicture: 'Couper l’image',
  cutTitle: 'Couper l’image maintenant ?',
  cutText:
    'L’appareil qui envoie est déconnecté, sa clé ne marche plus, et le public voit « On revient ». Pour continuer, envoyez de nouveau une image, puis reprenez.',
  paused: 'Le public voit « On revient » et n’entend rien. Commentaires et achats continuent.',
  resume: 'Reprendre',
  endsIn: (minutes) => `Terminer tout seul dans ${minutes} min`,
  endsNever: 'Ne pas terminer tout seul',
  endsBy: (time) => `Se termine tout seul à ${time}`,
  recordingWarning: {
    diskFull: 'Le disque est plein : l’enregistrement s’est arrêté, le direct continue. Prévenez qui gère le serveur.',
    diskFailed:
      'Le disque est en panne : l’enregistrement s’est arrêté, le direct continue. Prévenez qui gère le serveur.',
    diskSlow:
      'Le disque est trop lent : l’enregistrement s’est arrêté, le direct continue. Prévenez qui gère le serveur.',
  },
}
export default fr
