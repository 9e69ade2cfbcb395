import type en from './studio-heard.en.ts'

const fr: typeof en = {
  picture: 'Son',
  cameraWhy: 'Votre navigateur demande l’autorisation une seule fois. Rien n’est entendu sans votre accord.',
  notLive: 'Personne ne vous entend encore',
  sendPicture: 'Envoyer le son',
  sendWhy: 'Il part vers le serveur, pas vers le public, qui l’entend quand vous passez en direct.',
  startFirst: 'Allumez d’abord le micro',
  sentElsewhere: 'Un autre appareil envoie le son. Arrêtez-le d’abord.',
  uplinkVerdict: {
    good: 'Bonne connexion',
    fair: 'Connexion moyenne : restez près de la box',
    poor: 'Connexion faible : le son va se couper',
  },
  uplinkUnknown: 'Mesurée dès que le son est envoyé',
  sendRefused: 'Le serveur n’a pas accepté le son. Réessayez.',
  arriving: {
    asking: 'On interroge le serveur…',
    none: 'Rien n’est encore arrivé',
    coming: 'Le son est bien arrivé',
    lost: 'Le son n’arrive plus',
  },
  lastPicture: (age) => `Dernier son il y a ${age}`,
  watchingOnly: 'Cet écran pilote le direct ; le son vient d’un autre appareil.',
  useMyCamera: 'Utiliser mon micro',
  stillElsewhere: 'Votre micro est allumé. Le public entend encore l’autre appareil.',
  stage: 'À l’antenne',
  notLiveBecause: {
    role: 'Votre rôle ne permet pas de lancer un direct',
    over: 'Ce direct est terminé',
    asking: 'Un instant : on interroge le serveur',
    noPicture: 'Le son n’est pas encore arrivé',
    lost: 'Le son n’arrive plus',
  },
}
export default fr
