import { plural } from '../plural.ts'

const purposes: Record<string, (owner: string) => string> = {
  provider: (owner) => `Chez ${owner}`,
  disputed: (owner) => `Contesté, ${owner}`,
  bank: () => 'Banque',
  sales: () => 'Ventes',
  discounts: () => 'Remises',
  delivery: () => 'Livraison',
  tax: (owner) => `TVA due, ${owner}`,
  returns: () => 'Retours',
  providerFees: () => 'Frais des prestataires',
  coins: () => 'Pièces',
  unearned: () => 'Payé, non vendu',
}

const kinds: Record<string, string> = {
  'payment.taken': 'Paiement',
  'order.sold': 'Vente',
  'refund.done': 'Remboursement',
  'refund.undone': 'Remboursement échoué',
  'provider.fee': 'Frais',
  'provider.paidOut': 'Versement',
}

export default {
  title: 'Comptabilité',
  text: 'Chaque centime, en partie double. Débit à gauche, crédit à droite ; les deux côtés sont égaux.',
  account: 'Compte',
  debit: 'Débit',
  credit: 'Crédit',
  balance: 'Solde',
  what: 'Opération',
  when: 'Date',
  held: 'réservé',
  waits: 'en attente depuis',
  sum: 'Total',
  none: 'Aucune écriture',
  noneText: 'La première vente ouvre les comptes.',
  check: 'Vérifier les comptes',
  checkText: 'Reprend chaque opération et refait toutes les additions.',
  accounts: (count: number) => plural('fr', count, { one: 'une personne', other: '# personnes' }),
  whole: (n: string) => `Vérifié : ${n} opérations en chaîne ininterrompue, tout est équilibré.`,
  faults: 'Ceci n’est pas cohérent. Prévenez la personne qui administre votre Estrade.',
  closing: 'Décompte du direct',
  closingText: 'Hors taxes, sauf mention. Comptabilisé dans la seconde qui suit le paiement.',
  noClosing: 'Rien n’a encore été vendu pendant ce direct.',
  net: 'Net',
  taxes: 'TVA',
  total: 'Payé par les acheteurs, remboursements déduits',
  orders: (count: number) => plural('fr', count, { one: '# commande', other: '# commandes' }),
  refunds: (count: number) => plural('fr', count, { one: '# remboursement', other: '# remboursements' }),
  order: 'Commande',
  /** An account by its purpose and whose it is. */
  accountName: (purpose: string, owner: string) => purposes[purpose]?.(owner) ?? purpose,
  kindName: (kind: string) => kinds[kind] ?? kind,
}
