import { expect, test } from 'vitest'
import { createLine } from './line.ts'

test('C25: of those who ask for much one is in work at a time, and who asks for little waits for none of them', async () => {
  const line = createLine()
  for (let asked = 0; asked < 20; asked += 1) await line('flood', () => Promise.resolve())
  let end = (): void => undefined
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const begun: string[] = []
  const note = (source: string) =>
    line(source, async () => {
      begun.push(source)
      await ended
    })
  const works = ['flood', 'flood', 'flood', 'other'].map(note)
  await expect.poll(() => begun).toEqual(['flood', 'other'])
  end()
  await Promise.all(works)
  expect(begun).toHaveLength(4)
})
