import type { CaptureKind } from './capture.ts'
import type { Undo } from '../platform/store.ts'

/** The part of `navigator.permissions` that is needed; replaceable in tests. */
export type PermissionSource = Pick<Permissions, 'query'>

export interface PermissionWatch extends Disposable {
  /** What the browser remembers now; `unknown` where it does not tell (Firefox before 131, older Safari). */
  current(kind: CaptureKind): PermissionState | 'unknown'
  /** Settles when the browser has told, or has shown that it never will. */
  readonly ready: Promise<void>
}

/** Tells when the person changes a permission, be it in the prompt, the address bar or the settings. */
export function watchPermissions(
  source: PermissionSource | undefined,
  onChange: (kind: CaptureKind, state: PermissionState) => void,
): PermissionWatch {
  const statuses = new Map<CaptureKind, PermissionStatus>()
  const undos: Undo[] = []

  async function watch(kind: CaptureKind): Promise<void> {
    try {
      const status = await source?.query({ name: kind })
      if (!status) return
      statuses.set(kind, status)
      const handleChange = (): void => onChange(kind, status.state)
      status.addEventListener('change', handleChange)
      undos.push(() => status.removeEventListener('change', handleChange))
    } catch (error) {
      // a TypeError says that this browser knows no such permission: then there is nothing to watch
      if (!(error instanceof TypeError)) throw error
    }
  }

  return {
    current: (kind) => statuses.get(kind)?.state ?? 'unknown',
    ready: Promise.all([watch('microphone'), watch('camera')]).then(() => undefined),
    [Symbol.dispose]() {
      for (const undo of undos.splice(0)) undo()
    },
  }
}
