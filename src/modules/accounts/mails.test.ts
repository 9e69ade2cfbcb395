import assert from 'node:assert/strict'
import { test } from 'node:test'
import { locales } from '../../lib/local-text.ts'
import { codeMail, escapeHtml } from './mails.ts'

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
