import { useLocation, useSearch } from 'wouter'
import { useTranslate } from '../../platform/i18n/language.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { useWeakSession } from './me.ts'

/**
 * The way to the sign-in page, which leads back to the page that is shown. To somebody whose session is too weak it
 * says so.
 */
export function SignInLink({ tone }: { readonly tone?: 'primary' }) {
  const t = useTranslate()
  const [path] = useLocation()
  const search = useSearch()
  const weak = useWeakSession()
  const here = search ? `${path}?${search}` : path
  const query = new URLSearchParams({
    ...(weak?.provider && { refusal: 'stronger-sign-in-needed', provider: weak.provider }),
    ...(here !== '/' && { returnTo: here }),
  }).toString()
  return (
    <ButtonLink href={query ? `/sign-in?${query}` : '/sign-in'} tone={tone ?? 'plain'}>
      {t(weak ? 'identity.confirm' : 'session.signIn')}
    </ButtonLink>
  )
}
