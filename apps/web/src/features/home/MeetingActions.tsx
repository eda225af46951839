import { deleteMeeting, updateMeeting } from '@parvis/contract/meetings'
import type { Meeting, MeetingAccess } from '@parvis/contract/meetings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { DoorOpen, EllipsisVertical, Link2, Pencil, Settings2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call } from '../../platform/api.ts'
import type { MessageKey } from '../../platform/i18n/catalog.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/Menu.tsx'
import { useCopyLink } from '../../ui/use-copy-link.ts'
import { AccessDialog, RenameDialog } from './MeetingDialogs.tsx'
import { meetingsQuery } from './meetings-query.ts'

type Asked = 'rename' | 'access' | 'delete'

interface Change {
  readonly name?: string | null
  readonly access?: MeetingAccess
}

/** What may be done with a meeting of one's own; members may copy its link. */
export function MeetingActions({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslate()
  const [asked, setAsked] = useState<Asked>()
  const copyLink = useCopyLink(meeting.address ?? meeting.slug)
  const { change, remove } = useMeetingActs(meeting)
  const name = meeting.name ?? meeting.slug
  const [, navigate] = useLocation()
  const close = () => setAsked(undefined)
  const icon = { size: 20, 'aria-hidden': true } as const

  const copy: MenuItem = { label: t('call.copyLink'), icon: <Link2 {...icon} />, onChoose: copyLink }
  const manage: MenuItem = {
    label: t('meeting.manage'),
    icon: <Settings2 {...icon} />,
    onChoose: () => navigate(`/reunions/${meeting.slug}`),
  }
  const edit: readonly MenuItem[] = [
    { label: t('meeting.rename'), icon: <Pencil {...icon} />, onChoose: () => setAsked('rename') },
    { label: t('meeting.access'), icon: <DoorOpen {...icon} />, onChoose: () => setAsked('access') },
  ]
  const erase: MenuItem = {
    label: t('meeting.delete'),
    icon: <Trash2 {...icon} />,
    danger: true,
    onChoose: () => setAsked('delete'),
  }
  const items = {
    owner: [copy, ...edit, manage, erase],
    cohost: [copy, ...edit, manage],
    member: [copy, manage],
  }

  return (
    <>
      <Menu
        label={t('meeting.actions', { name })}
        icon={<EllipsisVertical {...icon} />}
        items={items[meeting.role]}
      />
      {asked === 'rename' && (
        <RenameDialog name={meeting.name} onSave={(to) => change({ name: to })} onClose={close} />
      )}
      {asked === 'access' && (
        <AccessDialog access={meeting.access} onSave={(to) => change({ access: to })} onClose={close} />
      )}
      {asked === 'delete' && (
        <ConfirmDialog
          title={t('meeting.deleteTitle', { name })}
          text={t('meeting.deleteText')}
          action={t('meeting.delete')}
          onConfirm={remove}
          onClose={close}
        />
      )}
    </>
  )
}

/** Each act by one request; the list is asked for again, and the outcome said in words. */
function useMeetingActs({ slug }: Meeting) {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()

  function told(done: MessageKey) {
    return {
      onSuccess: () => announcer.show(t(done)),
      onError: (error: unknown) => announcer.show(t(toMessageKey(error))),
      onSettled: () => queries.invalidateQueries(meetingsQuery),
    }
  }

  const change = useMutation({
    mutationFn: (body: Change) => call(updateMeeting, { params: { slug }, body }),
    ...told('meeting.changed'),
  })
  const remove = useMutation({
    mutationFn: () => call(deleteMeeting, { params: { slug } }),
    ...told('meeting.deleted'),
  })
  return { change: (to: Change) => change.mutate(to), remove: () => remove.mutate() }
}
