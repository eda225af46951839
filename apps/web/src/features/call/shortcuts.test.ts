import { expect, test } from 'vitest'
import { matchShortcut } from './shortcuts.ts'
import type { Keystroke, ShortcutRules } from './shortcuts.ts'

const windows: ShortcutRules = { mac: false, singleKeys: true }
const mac: ShortcutRules = { mac: true, singleKeys: true }

function press(keys: string): Keystroke {
  const parts = keys.split(' ')
  const key = parts.at(-1) ?? ''
  return {
    key,
    code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Cmd'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
  }
}

test.each([
  ['Ctrl d', 'microphone'],
  ['Ctrl e', 'camera'],
  ['v', 'push-to-talk'],
  ['Ctrl Shift S', 'share'],
  ['Ctrl Shift P', 'people'],
  ['Alt p', 'people'],
  ['F2', 'toolbar'],
  ['F6', 'toolbar'],
  ['Ctrl Shift /', 'list'],
  ['Ctrl Shift ?', 'list'],
  ['Shift ?', 'list'],
])('%s means %s', (keys, id) => {
  expect(matchShortcut(press(keys), windows)).toBe(id)
})

test.each([
  'd',
  'e',
  'Ctrl v',
  'Ctrl s',
  'Ctrl p',
  'Ctrl w',
  'Ctrl Shift T',
  'Shift V',
  'Alt Shift P',
  'F1',
  'm',
])('%s means nothing here', (keys) => {
  expect(matchShortcut(press(keys), windows)).toBeUndefined()
})

test.each(['Ctrl Alt d', 'Ctrl Alt e', 'Ctrl Alt p'])(
  '%s types a letter on AltGr layouts and is left alone',
  (keys) => {
    expect(matchShortcut(press(keys), windows)).toBeUndefined()
  },
)

test('on a Mac Cmd stands for Ctrl, and Ctrl stays with the system', () => {
  expect(matchShortcut(press('Cmd d'), mac)).toBe('microphone')
  expect(matchShortcut(press('Cmd Shift P'), mac)).toBe('people')
  expect(matchShortcut(press('Ctrl d'), mac)).toBeUndefined()
})

test('Option+P opens the people panel although it types π', () => {
  expect(matchShortcut({ ...press('Alt π'), code: 'KeyP' }, mac)).toBe('people')
})

test.each(['v', 'Shift ?'])('%s does nothing once single keys are turned off', (keys) => {
  expect(matchShortcut(press(keys), { mac: false, singleKeys: false })).toBeUndefined()
})

test('with single keys turned off the other shortcuts still work', () => {
  expect(matchShortcut(press('Ctrl Shift /'), { mac: false, singleKeys: false })).toBe('list')
  expect(matchShortcut(press('F2'), { mac: false, singleKeys: false })).toBe('toolbar')
})
