import type { Meeting } from '@parvis/contract/meetings'
import type { RoleEntry } from '@parvis/contract/roles'
import { EllipsisVertical } from 'lucide-react'
import { useState } from 'react'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { Badge } from '../../ui/Badge.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/Menu.tsx'
import { choicesFor } from './role-choices.ts'
import type { RoleChoice } from './role-choices.ts'
import styles from './RolesSection.module.css'
import { useRoleActs } from './use-role-acts.ts'

interface RoleItemProps {
  readonly meeting: Meeting
  readonly entry: RoleEntry
}

type Asked = Extract<RoleChoice, 'transfer' | 'revoke' | 'leave'>

export function RoleItem({ meeting, entry }: RoleItemProps) {
  const t = useMeetingsTranslate()
  const act = useRoleActs(meeting)
  const [asked, setAsked] = useState<Asked>()
  const { id } = entry
  const name = entry.name ?? entry.email ?? ''

  function choose(choice: RoleChoice): void {
    if (choice === 'transfer' || choice === 'revoke' || choice === 'leave') return setAsked(choice)
    const role = { makeOwner: 'owner', makeCohost: 'cohost', makeMember: 'member' } as const
    act({ kind: 'change', id, role: role[choice] })
  }

  const items = choicesFor(meeting.role, entry).map((choice): MenuItem => ({
    label: t(`roles.${choice}`),
    danger: choice === 'revoke' || choice === 'leave',
    onChoose: () => choose(choice),
  }))
  return (
    <li className={styles.item}>
      <span className={styles.person}>
        <span className={styles.name}>
          {name}
          {entry.own && <span className={styles.soft}> ({t('roles.you')})</span>}
        </span>
        {entry.name !== null && entry.email !== null && <span className={styles.soft}>{entry.email}</span>}
      </span>
      <Badge strong={entry.role !== 'member'}>{t(`roles.${entry.role}`)}</Badge>
      <span className={styles.menu}>
        {items.length > 0 && (
          <Menu
            label={t('roles.actions', { name })}
            icon={<EllipsisVertical size={20} aria-hidden="true" />}
            items={items}
          />
        )}
      </span>
      {asked && (
        <ConfirmDialog
          title={asked === 'leave' ? t('roles.leaveTitle') : t(`roles.${asked}Title`, { name })}
          text={t(`roles.${asked}Text`)}
          action={t(`roles.${asked}`)}
          onConfirm={() => act({ kind: asked === 'transfer' ? 'transfer' : 'revoke', id })}
          onClose={() => setAsked(undefined)}
        />
      )}
    </li>
  )
}
