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
  nextShow: 'Où vont ensuite les spectateurs',
  nextNone: 'Nulle part : ils restent ici',
  nextLive: 'En direct',
  nextNothing: 'Aucun autre de vos lives n’est en cours ni annoncé.',
  handover: {
    menu: 'Passer l’antenne',
    title: 'Qui continue le live ?',
    text: 'La demande arrive dans son studio. Le live continue : les spectateurs restent et voient la personne dès que son image est là.',
    nobody:
      'Personne d’autre dans votre équipe ne peut passer à l’antenne. Les rôles se donnent dans la console, sous Équipe.',
    choose: 'Choisissez d’abord quelqu’un',
    ask: 'Demander',
    asksYou: (name: string) => `${name} vous demande de continuer le live`,
    pinned: (title: string) => `Épinglé : ${title}`,
    questions: (count: number) =>
      count === 0
        ? 'Aucune question en attente'
        : count === 1
          ? '1 question en attente'
          : `${count} questions en attente`,
    viewers: (count: number) => (count < 2 ? `${count} spectateur` : `${count} spectateurs`),
    seesYou: 'Vous vous voyez ; les spectateurs pas encore.',
    accept: 'Passer à l’antenne',
    waits: (name: string) => `En attente de la réponse de ${name}`,
    takeBack: 'Annuler',
    gone: (name: string, time: string) => `${name} est à l’antenne depuis ${time}`,
    untilThen: 'On vous voit jusqu’à l’arrivée de son image.',
    letGo: 'On ne vous voit plus et votre caméra est éteinte. Vous pouvez continuer à piloter le live.',
    declined: (name: string) => `${name} ne peut pas prendre la suite maintenant.`,
    close: 'Fermer',
  },
  cues: {
    soldOut: (sold: number) => `L’article montré est épuisé (${sold} vendus) : passez à celui-ci`,
    behind: (minutes: number) => `${minutes} min de retard : passez à celui-ci`,
    voted: (votes: number) => (votes === 1 ? '1 spectateur l’a choisi' : `${votes} spectateurs l’ont choisi`),
    lastPieces: (left: number) => (left === 1 ? 'Plus qu’une pièce' : `Plus que ${left} pièces`),
    wanted: (people: number) => `${people} personnes l’ont mis au panier en 3 min`,
    asked: (people: number) => `${people} personnes posent une question dessus`,
    follow: 'Montrer',
    dismiss: 'Pas maintenant',
  },
  recordingWarning: {
    diskFull: 'Le disque est plein : l’enregistrement s’est arrêté, le direct continue. Prévenez qui gère le serveur.',
    diskFailed:
      'Le disque est en panne : l’enregistrement s’est arrêté, le direct continue. Prévenez qui gère le serveur.',
    diskSlow:
      'Le disque est trop lent : l’enregistrement s’est arrêté, le direct continue. Prévenez qui gère le serveur.',
  },
}
export default fr
