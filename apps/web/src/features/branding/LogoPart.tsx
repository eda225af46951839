import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { Button } from '../../ui/Button.tsx'
import { FileField } from '../../ui/FileField.tsx'
import { useBrandingActs } from './branding-acts.ts'
import styles from './branding.module.css'

/** The image beside the product's name. */
export function LogoPart({ logo }: { readonly logo: string | null }) {
  const t = useConsoleTranslate()
  const { busy, replaceLogo, takeLogo } = useBrandingActs()
  return (
    <section className={styles.part}>
      <FileField
        label={t('branding.logo')}
        hint={t('branding.logoHint')}
        accept="image/png,image/webp"
        onChoose={replaceLogo}
      />
      {logo && (
        <div className={styles.logo}>
          <img src={logo} alt={t('branding.logoNow')} className={styles.image} />
          <Button busy={busy} onClick={takeLogo}>
            {t('branding.logoRemove')}
          </Button>
        </div>
      )}
    </section>
  )
}
