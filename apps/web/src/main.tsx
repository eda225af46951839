import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import './styles/tokens.css'
import './styles/reset.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import * as z from 'zod/mini'
import { App } from './app.tsx'
import { signInSilently } from './features/identity/index.ts'
import { takeSetUpToken } from './features/session/index.ts'
import { applyAccent, readBranding } from './platform/branding.ts'
import { preferredLanguage, speak } from './platform/i18n/language.ts'
import { createQueryClient } from './platform/query.ts'
import { prepare } from './prepare.ts'
import { createAnnouncer } from './ui/announcer.ts'

// Parsers made at run time would need `unsafe-eval` in the content security policy.
z.config({ jitless: true })

async function start(): Promise<void> {
  const root = document.querySelector('#root')
  if (!root) throw new Error('index.html has no #root')
  applyAccent(readBranding())
  const queries = createQueryClient()
  if (location.pathname === '/setup') takeSetUpToken()
  if (signInSilently()) return
  await Promise.all([speak(preferredLanguage()), prepare(location.pathname, queries)])
  createRoot(root).render(
    <StrictMode>
      <App queries={queries} announcer={createAnnouncer()} />
    </StrictMode>,
  )
}

void start()
