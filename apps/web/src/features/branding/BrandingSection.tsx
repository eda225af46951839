import { getBranding } from '@parvis/contract/branding'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { BrandingForm } from './BrandingForm.tsx'
import { brandingKey } from './branding-acts.ts'
import { LogoPart } from './LogoPart.tsx'

const brandingQuery = queryOptions({ queryKey: brandingKey, queryFn: () => call(getBranding, {}) })

/** How the installation presents itself to everybody. */
export function BrandingSection() {
  const t = useConsoleTranslate()
  const { data, error, refetch } = useQuery(brandingQuery)
  return (
    <>
      <p>{t('branding.text')}</p>
      {!data && !error && <output>{t('page.loading')}</output>}
      {error && (
        <Notice tone="danger">
          <p>{t(toMessageKey(error))}</p>
          <Button onClick={() => void refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      {data && (
        <>
          <LogoPart logo={data.logo} />
          <BrandingForm branding={data} />
        </>
      )}
    </>
  )
}
