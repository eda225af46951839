import { expect, test } from 'vitest'
import { isTextField } from './shortcuts.ts'

function make(html: string): Element | null {
  return new DOMParser().parseFromString(html, 'text/html').body.firstElementChild
}

test.each(['<input>', '<input type="email">', '<textarea></textarea>', '<select></select>'])(
  'shortcuts leave %s alone',
  (html) => {
    expect(isTextField(document.importNode(make(html) ?? document.body, true))).toBe(true)
  },
)

test('shortcuts leave text that is edited in place alone', () => {
  const element = document.createElement('div')
  element.contentEditable = 'true'
  document.body.append(element)
  expect(isTextField(element)).toBe(true)
  element.remove()
})

test.each(['<button></button>', '<input type="radio">', '<input type="checkbox">', '<p></p>'])(
  'shortcuts act on %s',
  (html) => {
    expect(isTextField(document.importNode(make(html) ?? document.body, true))).toBe(false)
  },
)
