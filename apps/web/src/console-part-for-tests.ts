import type { ReactNode } from 'react'
import { consoleArea } from './platform/i18n/console-words.ts'
import { addArea, speak } from './platform/i18n/language.ts'
import { render } from './render-for-tests.tsx'
import { createServerForTests } from './server-for-tests.ts'
import type { Asked, Reply } from './server-for-tests.ts'

/** A part of the console on the screen, in French. */
export interface ConsolePart extends Disposable {
  /** Method and body of what it asked of the server besides reading. */
  readonly changes: () => readonly unknown[]
}

export async function openConsolePart(
  content: ReactNode,
  reply: (asked: Asked) => Reply,
): Promise<ConsolePart> {
  await speak('fr')
  await addArea(consoleArea)
  const server = createServerForTests(reply)
  const rendered = await render(content)
  return {
    changes: () =>
      server.asked.filter(({ method }) => method !== 'GET').map(({ method, body }) => [method, body]),
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
    },
  }
}
