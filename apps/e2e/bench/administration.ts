import type { Visitor } from '@parvis/testkit/visitor'
import { seedPeople } from '@parvis/testkit/seed-people'
import { startInstallation } from '../harness/installation.ts'
import { print } from './report.ts'
import { median, quantile, ratio, ratioInterval } from './statistics.ts'
import type { Pair } from './statistics.ts'

const crowd = { organisations: 50, people: 100_000, meetings: 100_000 } as const
const samples = 60

const lists = {
  'people, first page': '/api/v1/admin/users',
  'people by part of a name': '/api/v1/admin/users?search=lefevre%2012',
  'people by address': '/api/v1/admin/users?search=person98765',
  'nobody matches': '/api/v1/admin/users?search=xyzzyx',
  'meetings, first page': '/api/v1/admin/meetings',
  'meetings going on': '/api/v1/admin/meetings?only=running',
  'meetings by name': '/api/v1/admin/meetings?search=reunion%2098765',
} as const

/**
 * Lists of the console with 100,000 people and as many meetings: time of a request against the floor, who one is, one
 * indexed read, on the same connection, one after the other.
 */
export async function benchAdministration(): Promise<void> {
  await using installation = await startInstallation({ environment: { RATE_LIMITS: 'off' } })
  await seedPeople(installation.query, crowd)
  const administrator = await installation.administrator()
  for (const [name, path] of Object.entries(lists)) {
    const pairs: Pair[] = []
    for (let sample = 0; sample < samples; sample++) {
      const reference = await timeMs(administrator, '/api/v1/me')
      pairs.push({ reference, ours: await timeMs(administrator, path) })
    }
    // The first ones warm up.
    const counted = pairs.slice(10)
    print({
      name,
      value: median(counted.map(({ ours }) => ours)),
      unit: 'ms',
      reference: median(counted.map(({ reference }) => reference)),
      ratio: ratio(counted),
      interval: ratioInterval(counted),
      target: 10,
      note: `95th percentile ${quantile(
        counted.map(({ ours }) => ours),
        0.95,
      ).toFixed(1)} ms`,
    })
  }
}

async function timeMs(visitor: Visitor, path: string): Promise<number> {
  const begun = performance.now()
  const response = await visitor.fetch(path)
  await response.arrayBuffer()
  if (response.status !== 200) throw new Error(`${path} answers ${response.status}`)
  return performance.now() - begun
}
