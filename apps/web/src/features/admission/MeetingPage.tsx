import type { MeetingSlug } from '@parvis/contract/ids'
import { meetingSlug } from '@parvis/contract/ids'
import { findSlug } from '@parvis/contract/meetings'
import { lazy, Suspense, useCallback, useState } from 'react'
import { Redirect } from 'wouter'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useOwned } from '../../platform/owned.ts'
import { useStore } from '../../platform/store.ts'
import { NotFoundPage } from '../../ui/NotFoundPage.tsx'
import { EndPage } from './EndPage.tsx'
import { PrejoinPage } from './PrejoinPage.tsx'
import { createVisit, loadCall } from './visit.ts'
import type { Visit } from './visit.ts'

const CallPage = lazy(async () => ({ default: (await loadCall()).CallPage }))

/** A meeting at its address: the door, the call, the way out. A sloppily typed address is put right. */
export function MeetingPage({ slug }: { readonly slug: string }) {
  const [visits, setVisits] = useState(1)
  const parsed = meetingSlug.safeParse(slug)
  if (!parsed.success) {
    const meant = findSlug(slug)
    return meant ? <Redirect to={`/${meant}`} replace /> : <NotFoundPage />
  }
  return <MeetingVisit key={`${slug} ${visits}`} slug={parsed.data} onReturn={() => setVisits(visits + 1)} />
}

interface MeetingVisitProps {
  readonly slug: MeetingSlug
  readonly onReturn: () => void
}

function MeetingVisit({ slug, onReturn }: MeetingVisitProps) {
  const create = useCallback(() => createVisit(slug), [slug])
  const visit = useOwned(create)
  return visit && <VisitSteps visit={visit} onReturn={onReturn} />
}

function VisitSteps({ visit, onReturn }: { readonly visit: Visit; readonly onReturn: () => void }) {
  const t = useTranslate()
  const step = useStore(visit.step)
  switch (step.kind) {
    case 'door':
    case 'entering':
      return <PrejoinPage visit={visit} />
    case 'call':
      return (
        <Suspense fallback={<output>{t('page.loading')}</output>}>
          <CallPage
            slug={visit.slug}
            call={step.call}
            devices={visit.devices}
            admission={step.admission}
            onEnd={visit.end}
          />
        </Suspense>
      )
    case 'over':
      return <EndPage ending={step.ending} onReturn={onReturn} />
  }
}
