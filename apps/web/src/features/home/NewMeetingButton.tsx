import { createMeeting } from '@parvis/contract/meetings'
import type { MeetingAccess } from '@parvis/contract/meetings'
import type { CallInput } from '@parvis/contract/route'
import { getCreationPolicy } from '@parvis/contract/organisations'
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { Video } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { call } from '../../platform/api.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { accessChoice } from '../../platform/access-options.ts'
import { meetingsQuery } from './meetings-query.ts'
import styles from './HomePage.module.css'

const creationQuery = queryOptions({
  queryKey: ['creation-policy'],
  queryFn: () => call(getCreationPolicy, {}),
})

/** Stands for the signed-in person among those for whom they may act. */
const self: string = 'self'

/** Makes a meeting and goes to its door; before, one says for whom it is and who enters. */
export function NewMeetingButton() {
  const t = useTranslate()
  const [chosen, setChosen] = useState<MeetingAccess>()
  const [owner, setOwner] = useState(self)
  const policy = useQuery(creationQuery).data
  const access = chosen ?? policy?.defaultAccess ?? 'public'
  const actsFor = useQuery(meetingsQuery).data?.actsFor ?? []
  const principal = actsFor.find(({ id }) => id === owner)
  return (
    <NewMeeting large body={{ access, ...(principal && { for: principal.id }) }}>
      <div className={styles.access}>
        {actsFor.length > 0 && (
          <Select
            label={t('meeting.for')}
            value={owner}
            options={[
              { value: self, label: t('meeting.forSelf') },
              ...actsFor.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={setOwner}
          />
        )}
        <Select
          label={t('home.newAccess')}
          value={access}
          {...accessChoice(access, t)}
          onChange={setChosen}
        />
      </div>
    </NewMeeting>
  )
}

interface NewMeetingProps {
  /** What it begins with; the rest is as the person and their organisation have it. */
  readonly body?: CallInput<typeof createMeeting>['body']
  readonly large?: boolean
  /** Choices that stand under the button. */
  readonly children?: ReactNode
}

/** The button alone, for pages where everything else is already said. */
export function NewMeeting({ body = {}, large = false, children }: NewMeetingProps) {
  const t = useTranslate()
  const [, navigate] = useLocation()
  const policy = useQuery(creationQuery).data
  const create = useMutation({
    mutationFn: () => call(createMeeting, { body }),
    onSuccess: ({ slug }) => navigate(`/${slug}`),
  })
  if (policy?.mayCreate === false) return <p>{t('problem.creationNotAllowed')}</p>
  return (
    <>
      <Button
        tone="primary"
        large={large}
        icon={<Video size={20} aria-hidden="true" />}
        busy={create.isPending || create.isSuccess}
        onClick={() => create.mutate()}
      >
        {t('home.new')}
      </Button>
      {children}
      {create.isError && <Notice tone="danger">{t(toMessageKey(create.error))}</Notice>}
    </>
  )
}
