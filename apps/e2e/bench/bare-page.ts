import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

/** A page that does nothing but connect livekit-client, whose code is loaded already, with a token in hand. */
export interface BarePage extends AsyncDisposable {
  /** Where it is; the SFU's address and the token go into `#url|token`, and a click on the page connects. */
  readonly url: string
}

const html = `<!doctype html><title>bare</title><body>
<button>Join</button>
<video autoplay muted playsinline style="width: 1280px; height: 640px"></video>
<script type="module" src="/bare.js"></script>`

const script = `import { Room, RoomEvent } from '/livekit-client.js'
const [url, token] = decodeURIComponent(location.hash.slice(1)).split('|')
const room = new Room()
room.on(RoomEvent.TrackSubscribed, (track) => {
  if (track.kind === 'video') track.attach(document.querySelector('video'))
})
document.querySelector('button').onclick = () => room.connect(url, token)
addEventListener('pagehide', () => room.disconnect())
document.body.dataset.ready = 'true'`

export async function serveBarePage(): Promise<BarePage> {
  const client = await readFile(fileURLToPath(import.meta.resolve('livekit-client')))
  const server = createServer((request, response) => {
    const isScript = request.url?.endsWith('.js') ?? false
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html')
    if (request.url === '/livekit-client.js') response.end(client)
    else response.end(isScript ? script : html)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  return {
    url: `http://localhost:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
