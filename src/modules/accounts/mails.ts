import type { Mail } from '../../doors/doors.ts'
import { escapeHtml } from '../../lib/html.ts'
import type { Locale } from '../../lib/local-text.ts'
import type { CodePurpose } from './sign-in-options.ts'

type Words = { subject: (code: string) => string; title: string; lead: string; ends: string; ignore: string }

const words: Record<Locale, Record<CodePurpose, Words>> = {
  en: {
    'sign-in': english('Your sign-in code', 'Enter this code to sign in.'),
    'email-verification': english('Confirm your e-mail', 'Enter this code to confirm that this address is yours.'),
    'forget-password': english('Choose a new password', 'Enter this code to choose a new password.'),
    'change-email': english('Confirm your new e-mail', 'Enter this code to use this address from now on.'),
  },
  fr: {
    'sign-in': french('Votre code de connexion', 'Saisissez ce code pour vous connecter.'),
    'email-verification': french('Confirmez votre adresse', 'Saisissez ce code pour confirmer votre adresse e-mail.'),
    'forget-password': french('Nouveau mot de passe', 'Saisissez ce code pour choisir un nouveau mot de passe.'),
    'change-email': french('Confirmez la nouvelle adresse', 'Saisissez ce code pour utiliser désormais cette adresse.'),
  },
  'zh-Hans': {
    'sign-in': chinese('您的登录验证码', '请输入此验证码以登录。'),
    'email-verification': chinese('确认您的邮箱', '请输入此验证码以确认这是您的邮箱。'),
    'forget-password': chinese('设置新密码', '请输入此验证码以设置新密码。'),
    'change-email': chinese('确认新邮箱', '请输入此验证码以启用此邮箱。'),
  },
}

function english(title: string, lead: string): Words {
  return {
    subject: (code) => `${code} – ${title}`,
    title,
    lead,
    ends: 'It is valid for 10 minutes and works once.',
    ignore: 'You did not ask for it? Then do nothing, and give this code to nobody.',
  }
}

function french(title: string, lead: string): Words {
  return {
    subject: (code) => `${code} – ${title}`,
    title,
    lead,
    ends: 'Il est valable 10 minutes et ne sert qu’une fois.',
    ignore: 'Vous n’avez rien demandé ? Ignorez ce message et ne donnez ce code à personne.',
  }
}

function chinese(title: string, lead: string): Words {
  return {
    subject: (code) => `${code} – ${title}`,
    title,
    lead,
    ends: '验证码 10 分钟内有效，仅可使用一次。',
    ignore: '如非本人操作，请忽略此邮件，切勿将验证码告诉他人。',
  }
}

/** The mail that carries a code, in one language. */
export function codeMail(locale: Locale, purpose: CodePurpose, code: string): Pick<Mail, 'subject' | 'text' | 'html'> {
  const { subject, title, lead, ends, ignore } = words[locale][purpose]
  return {
    subject: subject(code),
    text: `${title}\n\n${lead}\n\n    ${code}\n\n${ends}\n${ignore}\n`,
    html: mailPage(locale, { title, lead, box: codeBox(code), ends: [ends, ignore] }),
  }
}

const codeBox = (code: string) =>
  `<div style="padding:18px 0;border-radius:12px;background:#f4f1ec;text-align:center;font-size:34px;font-weight:600;letter-spacing:8px;font-variant-numeric:tabular-nums">${escapeHtml(code)}</div>`

/** @param parts texts, but for `box`, which is HTML */
// Tables and inline styles: mail programs know little else.
export function mailPage(
  locale: Locale,
  parts: { title: string; lead: string; box: string; ends: readonly string[] },
): string {
  const [title, lead] = [escapeHtml(parts.title), escapeHtml(parts.lead)]
  const ends = parts.ends.map(escapeHtml).join('<br>')
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
</head>
<body style="margin:0;background:#f4f1ec;color:#1f1b16;font-family:-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei',sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:40px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:440px;background:#ffffff;border-radius:16px">
<tr><td style="padding:36px 36px 0"><h1 style="margin:0;font-size:22px;line-height:1.3;font-weight:600">${title}</h1></td></tr>
<tr><td style="padding:12px 36px 0;font-size:16px;line-height:1.5">${lead}</td></tr>
<tr><td style="padding:28px 36px">${parts.box}</td></tr>
<tr><td style="padding:0 36px 36px;font-size:14px;line-height:1.5;color:#6b6259">${ends}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`
}
