import { useTranslate } from '../../platform/i18n/language.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { ExternalLink } from '../../ui/ExternalLink.tsx'
import styles from './ProviderChoice.module.css'
import { useProviders } from './providers-query.ts'
import { stayQuiet } from './silent.ts'
import { startAddress } from './start-address.ts'

// NOTE the wording of the button and the link below it are an obligation of ProConnect towards whoever uses it.
const aboutProConnect = 'https://www.proconnect.gouv.fr/'

/** A way in for each identity provider; nothing when there is none. `returnTo` is where to come back to. */
export function ProviderChoice({ returnTo }: { readonly returnTo: string }) {
  const t = useTranslate()
  const providers = useProviders()
  if (providers.length === 0) return null
  return (
    <div className={styles.choice}>
      {providers.map(({ name, label, profile }) => (
        <div key={name} className={styles.provider}>
          <ButtonLink
            href={startAddress(name, returnTo)}
            tone="primary"
            large
            elsewhere
            onClick={() => stayQuiet(false)}
          >
            {profile === 'proconnect' ? t('identity.proconnect') : t('identity.with', { provider: label })}
          </ButtonLink>
          {profile === 'proconnect' && (
            <ExternalLink href={aboutProConnect}>{t('identity.aboutProconnect')}</ExternalLink>
          )}
        </div>
      ))}
      <p className={styles.or}>{t('identity.or')}</p>
    </div>
  )
}
