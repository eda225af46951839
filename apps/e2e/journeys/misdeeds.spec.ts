import { createPerson } from '../harness/person.ts'
import { expect, test } from '../harness/test.ts'

test('C01, C02, C05, C19: the watch over every journey sees hosts, STUN servers, styles and exceptions', async ({
  browser,
  installation,
}) => {
  await using ada = await createPerson({ browser, origin: installation.origin, name: 'Ada' })
  await ada.open('/')
  expect(await ada.misdeeds()).toEqual([])
  await ada.page.evaluate(() => {
    const image = new Image()
    image.src = 'http://elsewhere.invalid/pixel.png'
    document.body.append(image)
    const style = document.createElement('style')
    style.textContent = 'body { color: red }'
    document.head.append(style)
    new RTCPeerConnection({ iceServers: [{ urls: 'stun:elsewhere.invalid:3478' }] }).close()
    setTimeout(() => {
      throw new Error('a mistake')
    })
  })
  await expect.poll(async () => (await ada.misdeeds()).join('\n')).toMatch(/a mistake/)
  const misdeeds = (await ada.misdeeds()).join('\n')
  expect(misdeeds).toContain('img-src http://elsewhere.invalid')
  expect(misdeeds).toContain('style-src')
  expect(misdeeds).toContain('was told to ask stun:elsewhere.invalid:3478')
})
