import { expect, test } from 'vitest'
import { createLog } from './log.ts'

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJ2aWRlbyI6eyJyb29tTGlzdCI6dHJ1ZX19.Fm-lwA4oSc4kp6_oCfXj8p'

test('C17: a token stays out of the log wherever it stands: in a field, an address, an error of the SFU', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  log.info({ event: 'a', token, url: `/rtc/v1?access_token=${token}` })
  log.warn({ event: 'b', err: new Error(`invalid token: ${token}, error: signature is invalid`) })
  expect(lines).toHaveLength(2)
  expect(lines.join('')).not.toContain(token)
  expect(lines[1]).toContain('invalid token: [token], error: signature is invalid')
})
