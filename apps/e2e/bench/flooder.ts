import { setPriority } from 'node:os'
import { ask, createAgent } from './load.ts'
import type { Asked } from './load.ts'

/**
 * A process that floods the origin, as fast as it is answered, until it is told to stop; then it tells its parent how
 * many answers it had of each status. `argv`: the origin, an open meeting's path, a restricted one's, connections.
 */
async function main([
  origin = '',
  open = '',
  closed = '',
  connections = '',
]: readonly string[]): Promise<void> {
  // NOTE those who flood have machines of their own: theirs may not take the processor from the server.
  setPriority(19)
  const kinds: readonly (() => Omit<Asked, 'address'>)[] = [
    () => ({ method: 'POST', path: '/api/v1/session', body: { email: 'a@example.org', password: 'wrong' } }),
    () => ({ method: 'POST', path: `${closed}/join`, body: { name: 'Eve' } }),
    () => ({ method: 'POST', path: `${open}/join`, body: { name: 'Eve' } }),
    () => ({ method: 'GET', path: `/api/v1/meetings/${randomSlug()}` }),
    () => ({ method: 'GET', path: `${open}/live?place=p_${'a'.repeat(24)}` }),
  ]
  const statuses = new Map<number, number>()
  const stop = new AbortController()
  process.once('message', () => stop.abort())
  using agent = createAgent(Number(connections))
  const flooding = Array.from({ length: Number(connections) }, async (_, index) => {
    const kind = kinds[index % kinds.length]
    while (!stop.signal.aborted && kind) {
      const status = await ask(origin, agent, { ...kind(), address: `198.51.100.${index % kinds.length}` })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  })
  await Promise.all(flooding)
  process.send?.([...statuses])
  process.disconnect()
}

function randomSlug(): string {
  const letters = Array.from({ length: 10 }, () => String.fromCodePoint(97 + Math.floor(Math.random() * 26)))
  return letters.join('').replace(/^(...)(....)(...)$/, '$1-$2-$3')
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
