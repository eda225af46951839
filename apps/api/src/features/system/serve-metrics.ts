import { createServer } from 'node:http'
import type { Context } from '../../context.ts'

/** Prometheus figures at `/metrics`, on a port of their own that is loopback unless set otherwise (C29). */
export async function serveMetrics({
  config,
  metrics,
}: Pick<Context, 'config' | 'metrics'>): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end()
    metrics.registry.metrics().then(
      (text) => response.writeHead(200, { 'Content-Type': metrics.registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  const { metrics: address } = config
  if (address) {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(address.port, address.host, resolve)
    })
  }
  return {
    async [Symbol.asyncDispose]() {
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}
