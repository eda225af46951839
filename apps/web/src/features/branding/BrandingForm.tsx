import type { Branding } from '@parvis/contract/branding'
import { useState } from 'react'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { languageNames, languages } from '../../platform/i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { submit } from '../../ui/submit.ts'
import { TextField } from '../../ui/TextField.tsx'
import { AccentFields } from './AccentFields.tsx'
import { useBrandingActs } from './branding-acts.ts'
import styles from './branding.module.css'
import { HomeFields } from './HomeFields.tsx'
import { LegalFields } from './LegalFields.tsx'
import { toChange, toDraft } from './draft.ts'
import type { Draft, Field } from './draft.ts'

/** Name, colours, words and links, saved together. */
export function BrandingForm({ branding }: { readonly branding: Branding }) {
  const t = useConsoleTranslate()
  const { busy, save } = useBrandingActs()
  const [draft, setDraft] = useState(() => toDraft(branding))
  const [wrong, setWrong] = useState<ReadonlySet<Field>>(new Set())
  const type = (change: Partial<Draft>) => setDraft({ ...draft, ...change })

  function handleSave(): void {
    const { change, wrong: faults } = toChange(draft)
    setWrong(faults)
    if (change) save(change)
  }

  return (
    <form noValidate className={styles.part} onSubmit={(event) => submit(event, handleSave)}>
      <TextField
        label={t('branding.product')}
        maxLength={40}
        error={wrong.has('product') ? t('branding.productWrong') : undefined}
        value={draft.product}
        onChange={({ target }) => type({ product: target.value })}
      />
      <AccentFields draft={draft} wrong={wrong.has('accent')} onChange={type} />
      {languages.map((language) => (
        <HomeFields
          key={language}
          language={language}
          words={draft.home[language]}
          wrong={wrong.has(`home.${language}`)}
          onChange={(words) => type({ home: { ...draft.home, [language]: words } })}
        />
      ))}
      <LegalFields links={draft.links} wrong={wrong} onChange={(links) => type({ links })} />
      <Select
        label={t('branding.language')}
        value={draft.language}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
        onChange={(language) => type({ language })}
      />
      <div className={styles.actions}>
        <Button type="submit" tone="primary" busy={busy}>
          {t('page.save')}
        </Button>
      </div>
    </form>
  )
}
