import { expect, test } from 'vitest'
import { createLine } from './line.ts'
import type { Line } from './line.ts'

/** Has asked for as much as makes a source stand in line. */
async function askForMuch(line: Line, source: string): Promise<void> {
  for (let asked = 0; asked < 20; asked += 1) await line(source, () => Promise.resolve())
}

/** Asks for work for each of the sources in turn, which lasts until it is ended; notes who is in work. */
function askFor(line: Line, sources: readonly string[]) {
  let end = (): void => undefined
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const begun: string[] = []
  const works = sources.map((source) =>
    line(source, async () => {
      begun.push(source)
      await ended
    }),
  )
  return { begun, works, end: () => end() }
}

test('C25: of those who ask for much one is in work at a time, and who asks for little waits for none of them', async () => {
  const line = createLine()
  await askForMuch(line, 'flood')
  const { begun, works, end } = askFor(line, ['flood', 'flood', 'flood', 'other'])
  await expect.poll(() => begun).toEqual(['flood', 'other'])
  end()
  await Promise.all(works)
  expect(begun).toHaveLength(4)
})

test('C25: a ministry behind one address has every second turn beside a flood', async () => {
  const line = createLine()
  await askForMuch(line, 'flood')
  await askForMuch(line, 'ministry')
  const { begun, works, end } = askFor(line, ['flood', 'flood', 'flood', 'flood', 'ministry', 'ministry'])
  end()
  await Promise.all(works)
  expect(begun).toEqual(['flood', 'flood', 'ministry', 'flood', 'ministry', 'flood'])
})
