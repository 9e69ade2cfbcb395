import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filesInZip } from './zip.ts'

/** Made by Python's zipfile: one file deflated, one stored, and a comment that looks like an end. */
const made = Buffer.from(
  'UEsDBBQAAAAIAOhcdV0H1m+QDgAAALQAAAAFAAAAYS5jc3ZLSU3LSSxJTVFIGToMAFBLAwQUAAAAAAAAACEAC/lDVgYAAAAGAAAABQAAAGIuY3N2c3RvcmVkUEsBAhQDFAAAAAgA6Fx1XQfWb5AOAAAAtAAAAAUAAAAAAAAAAAAAAIABAAAAAGEuY3N2UEsBAhQDFAAAAAAAAAAhAAv5Q1YGAAAABgAAAAUAAAAAAAAAAAAAAIABMQAAAGIuY3N2UEsFBgAAAAACAAIAZgAAAFoAAABAAGEgY29tbWVudCB3aXRoIFBLBQYgaW4gaXQsIHdoaWNoIGxvb2tzIGxpa2UgYW4gZW5kIG9mIG1vcmUgYnl0ZXM=',
  'base64',
)

test('an archive of another maker is read', () => {
  const files = filesInZip(made).map(({ bytes }) => bytes.toString())
  assert.deepEqual(files, ['deflated '.repeat(20), 'stored'])
})

test('an archive that was cut, or with a byte changed, is not', () => {
  assert.throws(() => filesInZip(made.subarray(0, 100)), /unreadable/)
  assert.throws(() => filesInZip(Buffer.alloc(0)), /unreadable/)
  const changed = Buffer.from(made)
  changed[40]! ^= 1
  assert.throws(() => filesInZip(changed), /unreadable/)
})
