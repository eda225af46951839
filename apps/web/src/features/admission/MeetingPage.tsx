import { meetingAddress } from '@parvis/contract/addresses'
import type { MeetingAddress } from '@parvis/contract/addresses'
import type { MeetingSlug } from '@parvis/contract/ids'
import { meetingSlug } from '@parvis/contract/ids'
import { findMeeting } from '@parvis/contract/meetings'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { Redirect } from 'wouter'
import { onDemand } from '../../platform/on-demand.tsx'
import { useOwned } from '../../platform/owned.ts'
import { useStore } from '../../platform/store.ts'
import { NotFoundPage } from '../../ui/NotFoundPage.tsx'
import { addressQuery, doorQuery } from './door.ts'
import { DoorProblem } from './DoorProblem.tsx'
import { EndPage } from './EndPage.tsx'
import { PrejoinPage } from './PrejoinPage.tsx'
import { WaitingPage } from './WaitingPage.tsx'
import { createVisit, loadCall } from './visit.ts'
import type { JoinRequest, Visit } from './visit.ts'

const CallPage = onDemand(async () => (await loadCall()).CallPage)

/** A meeting at its address: the door, the call, the way out. A sloppily typed address is put right. */
export function MeetingPage({ slug }: { readonly slug: string }) {
  const code = meetingSlug.safeParse(slug).data
  if (code) return <Meeting key={code} slug={code} />
  const meant = findMeeting(slug)
  if (!meant) return <NotFoundPage />
  const address = meetingAddress.safeParse(slug).data
  return meant === address ? <Addressed address={address} /> : <Redirect to={`/${meant}`} replace />
}

/** A meeting at its chosen address, which the page keeps. */
function Addressed({ address }: { readonly address: MeetingAddress }) {
  const { data: slug, error, refetch } = useQuery(addressQuery(address))
  if (slug) return <Meeting key={slug} slug={slug} />
  return error && <DoorProblem error={error} onRetry={() => void refetch()} />
}

function Meeting({ slug }: { readonly slug: MeetingSlug }) {
  const queries = useQueryClient()
  const [passage, setPassage] = useState<Passage>({ count: 1, returning: undefined })
  const create = useCallback(() => createVisit(slug, passage.returning), [slug, passage])
  const visit = useOwned(create)

  function handleReturn(returning: JoinRequest | undefined): void {
    void queries.invalidateQueries(doorQuery(slug))
    setPassage({ count: passage.count + 1, returning })
  }

  return visit && <VisitSteps key={passage.count} visit={visit} onReturn={handleReturn} />
}

/** People may leave and come back any number of times. */
interface Passage {
  readonly count: number
  readonly returning: JoinRequest | undefined
}

interface VisitStepsProps {
  readonly visit: Visit
  readonly onReturn: (returning: JoinRequest | undefined) => void
}

function VisitSteps({ visit, onReturn }: VisitStepsProps) {
  const step = useStore(visit.step)
  switch (step.kind) {
    case 'door':
    case 'entering':
      return <PrejoinPage visit={visit} />
    case 'waiting':
      return <WaitingPage visit={visit} step={step} />
    case 'call':
      return (
        <CallPage
          slug={visit.slug}
          call={step.call}
          devices={visit.devices}
          admission={step.admission}
          onEnd={visit.end}
        />
      )
    case 'over':
      return (
        <EndPage
          ending={step.ending}
          by={step.by}
          onReturn={() => onReturn(step.ending === 'replaced' ? step.again : undefined)}
        />
      )
  }
}
