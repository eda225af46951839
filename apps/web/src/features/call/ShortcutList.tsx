import { useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import type { Remembered } from '../../platform/storage.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { announceReactions } from '../reactions/index.ts'
import { shortcutIds, shortcutKeys, singleKeysAllowed } from './shortcuts.ts'
import type { ShortcutId } from './shortcuts.ts'
import styles from './ShortcutList.module.css'

const names = {
  microphone: 'shortcut.microphone',
  camera: 'shortcut.camera',
  'push-to-talk': 'shortcut.talk',
  share: 'shortcut.share',
  hand: 'shortcut.hand',
  reactions: 'shortcut.reactions',
  people: 'shortcut.people',
  chat: 'shortcut.chat',
  toolbar: 'shortcut.toolbar',
  list: 'shortcut.list',
} as const satisfies Record<ShortcutId, string>

const mac = /Mac|iPhone|iPad/.test(navigator.userAgent)

export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslate()
  return (
    <Dialog title={t('shortcut.title')} closeLabel={t('page.close')} onClose={onClose}>
      <dl className={styles.list}>
        {shortcutIds.map((id) => (
          <div key={id} className={styles.shortcut}>
            <dt>{t(names[id])}</dt>
            <dd className={styles.keys}>
              {shortcutKeys[id].map((keys) => (
                <kbd key={keys} className={styles.key}>
                  {mac ? keys.replace('Ctrl', 'Cmd') : keys}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <RememberedOption label={t('shortcut.singleKeys')} option={singleKeysAllowed} unset />
      <RememberedOption label={t('shortcut.announceReactions')} option={announceReactions} unset={false} />
    </Dialog>
  )
}

interface RememberedOptionProps {
  readonly label: string
  readonly option: Remembered<boolean>
  /** What holds as long as nothing is remembered. */
  readonly unset: boolean
}

function RememberedOption({ label, option, unset }: RememberedOptionProps) {
  const [on, setOn] = useState(() => option.read() ?? unset)
  return (
    <label className={styles.option}>
      <input
        type="checkbox"
        checked={on}
        onChange={({ target }) => {
          setOn(target.checked)
          option.write(target.checked)
        }}
      />
      {label}
    </label>
  )
}
