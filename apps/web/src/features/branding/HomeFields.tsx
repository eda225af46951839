import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { languageNames } from '../../platform/i18n/language.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { TextField } from '../../ui/TextField.tsx'
import type { HomeWords } from './draft.ts'

interface HomeFieldsProps {
  readonly language: Language
  readonly words: HomeWords
  readonly wrong: boolean
  readonly onChange: (words: HomeWords) => void
}

/** Title and text of the home page in one language; both or neither. */
export function HomeFields({ language, words, wrong, onChange }: HomeFieldsProps) {
  const t = useConsoleTranslate()
  const name = { language: languageNames[language] }
  return (
    <>
      <TextField
        label={t('branding.homeTitle', name)}
        hint={t('branding.homeHint')}
        lang={language}
        maxLength={120}
        value={words.title}
        onChange={({ target }) => onChange({ ...words, title: target.value })}
        error={wrong ? t('branding.homeWrong') : undefined}
      />
      <TextField
        label={t('branding.homeText', name)}
        lang={language}
        maxLength={400}
        value={words.text}
        onChange={({ target }) => onChange({ ...words, text: target.value })}
      />
    </>
  )
}
