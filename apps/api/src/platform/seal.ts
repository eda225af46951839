import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const ivBytes = 12
const tagBytes = 16

/** What the database keeps of secrets that we must be able to read again: a stolen table tells nothing. */
export interface Seal {
  /** base64url of initialisation vector, tag and ciphertext (AES-256-GCM, RFC 5116). */
  close(purpose: string, text: string): string
  /** @throws Error when it was closed for another purpose, with another key, or altered. */
  open(purpose: string, sealed: string): string
}

/** `key`: the secret of the installation, from which each purpose has a key of its own (HKDF, RFC 5869). */
export function createSeal(key: string): Seal {
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', `parvis ${purpose}`, 32))
  return {
    close(purpose, text) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), iv, { authTagLength: tagBytes })
      const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]).toString('base64url')
    },
    open(purpose, sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      const iv = bytes.subarray(0, ivBytes)
      const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), iv, { authTagLength: tagBytes })
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
      const plain = decipher.update(bytes.subarray(ivBytes + tagBytes))
      return Buffer.concat([plain, decipher.final()]).toString('utf8')
    },
  }
}
