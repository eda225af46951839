import { polyglots } from '@parvis/testkit/hostile-texts'
import { expect, test } from 'vitest'
import { composeMail } from './mail-text.ts'

function mailOf(text: string) {
  return composeMail({
    title: text,
    paragraphs: [text, text],
    action: { label: text, href: 'https://visio.example.org/abc-defg-hij' },
    footer: text,
  })
}

const tagsOf = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? []

test.each(polyglots)('A25: %j adds no tag to a mail, closes none, and is there in plain text', (text) => {
  const { html, text: plain } = mailOf(text)
  expect(tagsOf(html)).toEqual(tagsOf(mailOf('Conseil').html))
  expect(plain).toBe(mailOf('Conseil').text.replaceAll('Conseil', () => text))
})
