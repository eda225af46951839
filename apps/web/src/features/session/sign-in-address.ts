import { useLocation, useSearch } from 'wouter'
import { useWeakSession } from './me.ts'

/** The sign-in page, which leads back to the page that is shown; for somebody whose session is too weak, it says so. */
export function useSignInAddress(): string {
  const [path] = useLocation()
  const search = useSearch()
  const weak = useWeakSession()
  const here = search ? `${path}?${search}` : path
  const query = new URLSearchParams({
    ...(weak?.provider && { refusal: 'stronger-sign-in-needed', provider: weak.provider }),
    ...(here !== '/' && { returnTo: here }),
  }).toString()
  return query ? `/sign-in?${query}` : '/sign-in'
}
