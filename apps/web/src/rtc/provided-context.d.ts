import type { LivekitAccess } from './livekit-meeting.ts'

declare module 'vitest' {
  /** What the global set-up of the browser tests provides. */
  export interface ProvidedContext {
    /** `http://127.0.0.1:<port>` of a LiveKit for these tests alone. */
    livekitUrl: LivekitAccess['url']
    livekitSecrets: LivekitAccess['secrets']
  }
}
