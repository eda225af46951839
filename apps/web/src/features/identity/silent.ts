import { providerName } from '@parvis/contract/identity'
import * as z from 'zod/mini'
import { remember } from '../../platform/storage.ts'
import { startAddress } from './start-address.ts'

const askedInTab = remember('silent-asked', z.boolean(), () => sessionStorage)
const quiet = remember('silent-quiet', z.boolean())
const ownPages = /^\/(?:sign-in|setup)$/

/**
 * Asks the provider that the server names whether somebody is signed in there, once for each tab, and never again once
 * the answer was no (security.md, C12). True when the browser is on its way: then nothing should be shown.
 */
export function signInSilently(): boolean {
  const provider = providerName.safeParse(document.documentElement.dataset['silent']).data
  if (!provider || window.top !== window || ownPages.test(location.pathname) || quiet.read()) return false
  if (askedInTab.read()) {
    quiet.write(true)
    return false
  }
  askedInTab.write(true)
  // A browser that forbids storage would be sent around for ever.
  if (!askedInTab.read()) return false
  location.replace(startAddress(provider, location.pathname + location.search, true))
  return true
}

/** From now on nobody is signed in without having asked; `false` lets it happen again, because a person chose to sign in. */
export function stayQuiet(yes: boolean): void {
  quiet.write(yes || undefined)
  if (!yes) askedInTab.write(undefined)
}
