import type { Mail } from '../../doors/doors.ts'
import { escapeHtml } from '../../lib/html.ts'
import type { Locale } from '../../lib/local-text.ts'
import { mailPage } from './mails.ts'
import type { Role } from './roles.ts'

export type Invitation = {
  brandName: string
  /** Who invites. */
  inviterName: string
  roles: readonly Role[]
  /** Where it is accepted; for somebody who is in already, the brand's console. */
  url: string
  /** Whoever has an account with this address works for the brand at once. */
  accepted: boolean
}

type Words = {
  title: (brand: string) => string
  lead: (inviter: string, brand: string, roles: string) => string
  accept: string
  open: string
  ends: string
  ignore: string
  roles: Record<Role, string>
}

const words: Record<Locale, Words> = {
  en: {
    title: (brand) => `You are invited to the team of ${brand}`,
    lead: (inviter, brand, roles) => `${inviter} invites you to work for ${brand} on Estrade, as ${roles}.`,
    accept: 'Accept the invitation',
    open: 'Open the console',
    ends: 'The link works once, for whoever has it: do not pass it on.',
    ignore: 'You do not know this brand? Then do nothing.',
    roles: {
      owner: 'owner',
      producer: 'producer',
      host: 'host',
      moderator: 'moderator',
      support: 'support',
      analyst: 'analyst',
      finance: 'finance',
    },
  },
  fr: {
    title: (brand) => `Vous êtes invité dans l’équipe de ${brand}`,
    lead: (inviter, brand, roles) =>
      `${inviter} vous invite à travailler pour ${brand} sur Estrade. Votre rôle : ${roles}.`,
    accept: 'Accepter l’invitation',
    open: 'Ouvrir la console',
    ends: 'Le lien sert une fois, à qui le détient : ne le transmettez pas.',
    ignore: 'Vous ne connaissez pas cette marque ? Ignorez ce message.',
    roles: {
      owner: 'propriétaire',
      producer: 'production',
      host: 'animation',
      moderator: 'modération',
      support: 'service client',
      analyst: 'analyse',
      finance: 'finance',
    },
  },
  'zh-Hans': {
    title: (brand) => `邀请您加入 ${brand} 团队`,
    lead: (inviter, brand, roles) => `${inviter} 邀请您在 Estrade 上为 ${brand} 工作，角色：${roles}。`,
    accept: '接受邀请',
    open: '打开控制台',
    ends: '链接仅可使用一次，任何持有者均可使用，请勿转发。',
    ignore: '如不认识该品牌，请忽略此邮件。',
    roles: {
      owner: '所有者',
      producer: '制作',
      host: '主播',
      moderator: '管理员',
      support: '客服',
      analyst: '分析',
      finance: '财务',
    },
  },
}

const buttonStyle =
  'display:block;padding:16px 0;border-radius:12px;background:#1f1b16;color:#ffffff;text-align:center;font-weight:600;text-decoration:none'

/** The mail that invites somebody to a brand's team, in one language. */
export function invitationMail(locale: Locale, invitation: Invitation): Pick<Mail, 'subject' | 'text' | 'html'> {
  const spoken = words[locale]
  const { brandName, inviterName, roles, url, accepted } = invitation
  const title = spoken.title(brandName)
  const lead = spoken.lead(inviterName, brandName, roles.map((role) => spoken.roles[role]).join(', '))
  const label = accepted ? spoken.open : spoken.accept
  const ends = accepted ? [spoken.ignore] : [spoken.ends, spoken.ignore]
  const box = `<a href="${escapeHtml(url)}" style="${buttonStyle}">${label}</a>`
  return {
    subject: title,
    text: `${title}\n\n${lead}\n\n${label}: ${url}\n\n${ends.join('\n')}\n`,
    html: mailPage(locale, { title, lead, box, ends }),
  }
}
