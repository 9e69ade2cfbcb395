export default {
  rehearsal: 'Répétition',
  rehearsalText: 'Seule votre équipe voit ceci. Rien n’est enregistré, aucun spectateur n’en sait rien.',
  rehearsalEnds: 'Se termine seule :',
  rehearse: 'Répéter',
  rehearseWhy: 'Caméra, son et déroulé, comme à l’antenne. Seule votre équipe le voit.',
  endRehearsal: 'Terminer la répétition',
  rehearsalMonitor: 'Comme les spectateurs le verraient',
  rehearsalWaiting:
    'Envoyez une image : elle apparaît ici après un aller-retour par le serveur, comme les spectateurs la verraient.',
  rehearsalKey: 'Cette clé ne sert qu’à la répétition. Elle cesse de fonctionner avec elle.',
  wouldSeeYou: (delay: string) => `Les spectateurs vous verraient ${delay} plus tard`,
  practice: 'Répéter le déroulé',
  practiceText: 'Ici seulement : rien n’est épinglé.',
  practised: (time: string) => `depuis ${time}`,
}
