import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { languageNames, languages } from '../../platform/i18n/language.ts'
import { TextArea } from '../../ui/TextArea.tsx'
import type { Draft, Field } from './draft.ts'

interface LegalFieldsProps {
  readonly links: Draft['links']
  readonly wrong: ReadonlySet<Field>
  readonly onChange: (links: Draft['links']) => void
}

/** The legal pages of each language, one on each line. */
export function LegalFields({ links, wrong, onChange }: LegalFieldsProps) {
  const t = useConsoleTranslate()
  return languages.map((language) => (
    <TextArea
      key={language}
      label={t('branding.links', { language: languageNames[language] })}
      hint={t('branding.linksHint')}
      lang={language}
      error={wrong.has(`links.${language}`) ? t('branding.linksWrong') : undefined}
      value={links[language]}
      onChange={({ target }) => onChange({ ...links, [language]: target.value })}
    />
  ))
}
