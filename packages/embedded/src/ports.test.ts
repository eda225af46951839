import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { choosePort, freePort, isPortFree } from './ports.ts'

async function occupy(): Promise<AsyncDisposable & { port: number }> {
  const port = await freePort()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { port, [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) }
}

test('a port on which a program listens, if only on loopback, is not free', async () => {
  await using taken = await occupy()
  expect(await isPortFree(taken.port)).toBe(false)
  expect(await isPortFree(await freePort())).toBe(true)
})

test('a port that was asked for and is in use is refused in a sentence that names the setting', async () => {
  await using taken = await occupy()
  await expect(choosePort('PORT', taken.port, 8080)).rejects.toThrow(
    `Port ${taken.port} is in use by another program: set PORT to a free one, or leave it unset.`,
  )
})

test('a preferred port that is in use gives way to another', async () => {
  await using taken = await occupy()
  expect(await choosePort('PORT', undefined, taken.port)).not.toBe(taken.port)
})
