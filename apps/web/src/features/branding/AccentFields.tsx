import type { Theme } from '@parvis/contract/contrast'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { TextField } from '../../ui/TextField.tsx'
import styles from './branding.module.css'
import { lowContrast } from './draft.ts'
import type { Draft } from './draft.ts'

interface AccentFieldsProps {
  readonly draft: Draft
  /** Whether what was typed is no pair of colours. */
  readonly wrong: boolean
  readonly onChange: (change: Partial<Draft>) => void
}

/** One colour for each theme, judged while it is typed. */
export function AccentFields({ draft, wrong, onChange }: AccentFieldsProps) {
  const t = useConsoleTranslate()
  const language = useLanguage()

  function faultOf(theme: Theme): string | undefined {
    const ratio = lowContrast(draft[theme], theme)
    if (ratio === undefined) return wrong ? t('branding.accentWrong') : undefined
    const digits = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(ratio)
    return t('branding.contrast', { ratio: digits })
  }

  return (
    <div className={styles.colours}>
      <TextField
        label={t('branding.accentLight')}
        placeholder="#1c3faa"
        maxLength={7}
        value={draft.light}
        error={faultOf('light')}
        onChange={({ target }) => onChange({ light: target.value.trim() })}
      />
      <TextField
        label={t('branding.accentDark')}
        placeholder="#9db6ff"
        maxLength={7}
        value={draft.dark}
        error={faultOf('dark')}
        onChange={({ target }) => onChange({ dark: target.value.trim() })}
      />
    </div>
  )
}
