import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { claimPort, freePort, isPortFree } from './ports.ts'

async function occupy(host = '127.0.0.1'): Promise<AsyncDisposable & { port: number }> {
  const port = await freePort()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  return { port, [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) }
}

test('a port on which a program listens, if only on loopback, is not free', async () => {
  await using taken = await occupy()
  expect(await isPortFree(taken.port)).toBe(false)
  expect(await isPortFree(await freePort())).toBe(true)
})

test('a port that was asked for and is in use is refused in a sentence that names the setting', async () => {
  await using taken = await occupy()
  await expect(claimPort('PORT', taken.port, 8080)).rejects.toThrow(
    `Port ${taken.port} is in use by another program: set PORT to a free one, or leave it unset.`,
  )
})

test('a preferred port that is in use gives way to another', async () => {
  await using taken = await occupy()
  await using claimed = await claimPort('PORT', undefined, taken.port)
  expect(claimed.port).not.toBe(taken.port)
})

test('a port on which a program listens for localhost over IPv6 alone, as development servers do, is in use', async () => {
  const addresses = Object.values(networkInterfaces()).flat()
  const hasIpv6 = addresses.some((found) => found?.address === '::1')
  await using taken = hasIpv6 ? await occupy('::1') : undefined
  const wanted = taken?.port ?? (await freePort())
  await using claimed = await claimPort('PORT', undefined, wanted)
  expect(claimed.port === wanted).toBe(!hasIpv6)
})

test('a preferred port goes to one of two instances that start at once, and is free again after it', async () => {
  const preferred = await freePort()
  {
    await using one = await claimPort('PORT', undefined, preferred)
    await using two = await claimPort('PORT', undefined, preferred)
    expect(one.port).toBe(preferred)
    expect(two.port).not.toBe(preferred)
  }
  await using later = await claimPort('PORT', undefined, preferred)
  expect(later.port).toBe(preferred)
})
