import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect, test } from 'vitest'
import { shapeMessages } from './messages.ts'

test('PB4: Express finds requests and responses as it wants them, and changes the prototype of none', async () => {
  const app = express()
  const server = createServer(shapeMessages(app))
  const prototypes = new Set<unknown>()
  server.on('request', (request, response) => {
    prototypes.add(Object.getPrototypeOf(request)).add(Object.getPrototypeOf(response))
    app(request, response)
  })
  app.get('/hello', (request, response) => {
    prototypes.add(Object.getPrototypeOf(request)).add(Object.getPrototypeOf(response))
    response.json({ ip: request.ip })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  try {
    const { port } = server.address() as AddressInfo
    const answer = await fetch(`http://127.0.0.1:${port}/hello`)
    expect(await answer.json()).toEqual({ ip: '127.0.0.1' })
    expect(prototypes.size).toBe(2)
  } finally {
    server.close()
  }
})
