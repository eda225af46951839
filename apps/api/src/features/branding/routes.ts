import { getBranding, readLogo, removeLogo, setLogo, updateBranding } from '@parvis/contract/branding'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http, StreamHandler } from '../../platform/http/serve.ts'
import { createBrand } from './brand-document.ts'
import type { Brand } from './brand-document.ts'
import { changeBranding, changeLogo, takeLogoAway, tellBranding } from './change-branding.ts'
import { findLogo } from './store.ts'

const yearSeconds = 365 * 24 * 60 * 60

/** Mounts the routes, and returns what dresses the page's document. */
export function mountBranding(http: Http, context: Context): Brand['dress'] {
  const { dress, forget } = createBrand(context)
  const limit = perMinute(60)
  http.serve(getBranding, tellBranding(context), { limit })
  http.serve(updateBranding, changeBranding(context, forget), { limit })
  http.serve(setLogo, changeLogo(context, forget), { limit, bodyLimit: '160kb' })
  http.serve(removeLogo, takeLogoAway(context, forget), { limit })
  http.serveStream(readLogo, sendLogo(context))
  return dress
}

/** Sends an image that an administrator gave: nothing in it can run, whatever its bytes. */
function sendLogo({ database }: Pick<Context, 'database'>): StreamHandler<typeof readLogo> {
  return async (_, response) => {
    const logo = await findLogo(database.pool)
    if (!logo) throw new Problem('not-found')
    response
      .set({
        'Content-Type': logo.type,
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'X-Content-Type-Options': 'nosniff',
        // The address holds the version.
        'Cache-Control': `public, max-age=${yearSeconds}, immutable`,
      })
      .send(logo.bytes)
  }
}
