import type { Visitor } from '@parvis/testkit/visitor'

/**
 * Milliseconds from the request to the end of its answer.
 * @throws Error when the answer is not 200.
 */
export async function timeMs(visitor: Visitor, path: string): Promise<number> {
  const begun = performance.now()
  const response = await visitor.fetch(path)
  await response.arrayBuffer()
  if (response.status !== 200) throw new Error(`${path} answers ${response.status}`)
  return performance.now() - begun
}
