import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escapeHtml } from '../../lib/html.ts'
import { locales } from '../../lib/local-text.ts'
import { invitationMail } from './invitation-mail.ts'
import { codeMail } from './mails.ts'
import { roles } from './roles.ts'

test('every code mail says the code in its subject, its text and its HTML, in every language', () => {
  for (const locale of locales) {
    for (const purpose of ['sign-in', 'email-verification', 'forget-password', 'change-email'] as const) {
      const mail = codeMail(locale, purpose, '482913')
      for (const part of [mail.subject, mail.text, mail.html]) assert.match(part, /482913/)
      assert.match(mail.html, new RegExp(`<html lang="${locale}">`))
    }
  }
})

test('text in a mail is text, whatever it looks like', () => {
  assert.equal(escapeHtml(`<b a="1">'&`), '&lt;b a=&quot;1&quot;&gt;&#39;&amp;')
  assert.doesNotMatch(codeMail('en', 'sign-in', '<script>').html, /<script>/)
})

test('an invitation says who invites, to what, and where it is accepted, in every language', () => {
  for (const locale of locales) {
    const invitation = {
      brandName: 'Alma & Co',
      inviterName: '<Alma>',
      roles,
      url: 'https://live.example/invitation/7f',
    }
    const { subject, text, html } = invitationMail(locale, { ...invitation, accepted: false })
    assert.match(subject, /Alma & Co/)
    for (const said of ['<Alma>', 'https://live.example/invitation/7f']) assert.ok(text.includes(said), locale)
    assert.match(html, /<a href="https:\/\/live\.example\/invitation\/7f"/)
    assert.doesNotMatch(html, /<Alma>/)
  }
})
