import * as z from 'zod/mini'
import { remember } from './storage.ts'

/** The build that this tab was renewed from: one that comes back is not left a second time. */
const leftBuild = remember('left-build', z.string(), () => sessionStorage)

const timeoutMs = 5_000

interface Renewal {
  /** The scripts that this page began with: the name of one or the other changes with every build. */
  readonly scripts: readonly string[]
  readonly reload: () => void
}

/**
 * Loads the page anew when the server has another build than this one, whose code it may no longer give. For moments at
 * which nothing is lost by that. Does nothing when the server is away, or after one attempt that brought the same build.
 */
export async function renewWhenSuperseded({ scripts, reload }: Renewal = thisPage()): Promise<void> {
  const build = scripts.join(' ')
  if (leftBuild.read() === build) return
  if (!(await isSuperseded(scripts))) return
  leftBuild.write(build)
  reload()
}

async function isSuperseded(scripts: readonly string[]): Promise<boolean> {
  try {
    const response = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) })
    if (!response.ok) return false
    const served = await response.text()
    return scripts.some((script) => !served.includes(script))
  } catch {
    // Without an answer a reload would lead to the browser's own error page.
    return false
  }
}

function thisPage(): Renewal {
  const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[type="module"][src]')]
  return {
    scripts: scripts.map(({ src }) => new URL(src).pathname),
    reload: () => location.reload(),
  }
}
