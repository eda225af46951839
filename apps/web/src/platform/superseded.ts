import * as z from 'zod/mini'
import { remember } from './storage.ts'

/** The build that this tab was renewed from: one that comes back is not left a second time. */
const leftBuild = remember('left-build', z.string(), () => sessionStorage)

const timeoutMs = 5_000

interface Renewal {
  /** The script that this page began with: its name changes with every build. */
  readonly entry: string | undefined
  readonly reload: () => void
}

/**
 * Loads the page anew when the server has another build than this one, whose code it may no longer give. For moments at
 * which nothing is lost by that. Does nothing when the server is away, or after one attempt that brought the same build.
 */
export async function renewWhenSuperseded({ entry, reload }: Renewal = thisPage()): Promise<void> {
  if (entry === undefined || leftBuild.read() === entry) return
  if (!(await isSuperseded(entry))) return
  leftBuild.write(entry)
  reload()
}

async function isSuperseded(entry: string): Promise<boolean> {
  try {
    const response = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) })
    return response.ok && !(await response.text()).includes(entry)
  } catch {
    // Without an answer a reload would lead to the browser's own error page.
    return false
  }
}

function thisPage(): Renewal {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]')
  return {
    entry: script ? new URL(script.src).pathname : undefined,
    reload: () => location.reload(),
  }
}
