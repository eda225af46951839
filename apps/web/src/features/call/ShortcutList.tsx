import { useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { shortcutIds, shortcutKeys, singleKeysAllowed } from './shortcuts.ts'
import type { ShortcutId } from './shortcuts.ts'
import styles from './ShortcutList.module.css'

const names = {
  microphone: 'shortcut.microphone',
  camera: 'shortcut.camera',
  'push-to-talk': 'shortcut.talk',
  share: 'shortcut.share',
  hand: 'shortcut.hand',
  people: 'shortcut.people',
  chat: 'shortcut.chat',
  toolbar: 'shortcut.toolbar',
  list: 'shortcut.list',
} as const satisfies Record<ShortcutId, string>

const mac = /Mac|iPhone|iPad/.test(navigator.userAgent)

export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslate()
  const [singleKeys, setSingleKeys] = useState(() => singleKeysAllowed.read() ?? true)
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
      <label className={styles.option}>
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={({ target }) => {
            setSingleKeys(target.checked)
            singleKeysAllowed.write(target.checked)
          }}
        />
        {t('shortcut.singleKeys')}
      </label>
    </Dialog>
  )
}
