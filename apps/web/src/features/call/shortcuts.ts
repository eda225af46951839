import * as z from 'zod/mini'
import { remember } from '../../platform/storage.ts'

export const shortcutIds = [
  'microphone',
  'camera',
  'push-to-talk',
  'share',
  'hand',
  'reactions',
  'people',
  'chat',
  'toolbar',
  'list',
] as const
export type ShortcutId = (typeof shortcutIds)[number]

/** What of a `KeyboardEvent` decides. */
export interface Keystroke {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

export interface ShortcutRules {
  /** On a Mac, Cmd stands for Ctrl. */
  readonly mac: boolean
  /** Whether V and ? act alone: WCAG 2.1.4 wants that people can turn such keys off. */
  readonly singleKeys: boolean
}

/** The keys of each shortcut, as they are shown. `Ctrl` is `Cmd` on a Mac. */
export const shortcutKeys: Readonly<Record<ShortcutId, readonly string[]>> = {
  microphone: ['Ctrl+D'],
  camera: ['Ctrl+E'],
  'push-to-talk': ['V'],
  share: ['Ctrl+Shift+S'],
  hand: ['Ctrl+Shift+H'],
  reactions: ['Ctrl+Shift+E'],
  people: ['Ctrl+Shift+P', 'Alt+P'],
  chat: ['Ctrl+Shift+M'],
  toolbar: ['F2', 'F6'],
  list: ['Ctrl+Shift+/', '?'],
}

/** Whether V and ? act alone; on unless the person turned it off. */
export const singleKeysAllowed = remember('single-keys', z.boolean())

/** The shortcut that a keystroke means, if any. */
export function matchShortcut(stroke: Keystroke, { mac, singleKeys }: ShortcutRules): ShortcutId | undefined {
  const key = stroke.key.toLowerCase()
  const command = mac ? stroke.metaKey : stroke.ctrlKey
  const other = mac ? stroke.ctrlKey : stroke.metaKey
  if (other) return undefined
  // NOTE Ctrl+Alt is AltGr on French and Polish layouts: it types letters
  if (command) return stroke.altKey ? undefined : matchWithCommand(key, stroke)
  // By place on the keyboard: Option+P types π on a Mac.
  if (stroke.altKey) return stroke.code === 'KeyP' && !stroke.shiftKey ? 'people' : undefined
  if (key === 'f2' || key === 'f6') return stroke.shiftKey ? undefined : 'toolbar'
  if (!singleKeys) return undefined
  if (key === '?') return 'list'
  return key === 'v' && !stroke.shiftKey ? 'push-to-talk' : undefined
}

function matchWithCommand(key: string, { shiftKey, code }: Keystroke): ShortcutId | undefined {
  if (!shiftKey) return plainCommands[key]
  if (key === '/' || key === '?' || code === 'Slash') return 'list'
  return shiftedCommands[key]
}

const plainCommands: Readonly<Record<string, ShortcutId>> = { d: 'microphone', e: 'camera' }
const shiftedCommands: Readonly<Record<string, ShortcutId>> = {
  s: 'share',
  h: 'hand',
  e: 'reactions',
  p: 'people',
  m: 'chat',
}

/** Where people type, no shortcut acts. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  return target.matches(
    'textarea, select, input:not([type=radio], [type=checkbox], [type=button], [type=range])',
  )
}
