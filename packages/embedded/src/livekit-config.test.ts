import { expect, test } from 'vitest'
import { readLivekitTemplate, renderLivekitConfig, type LivekitValues } from './livekit-config.ts'

const values: LivekitValues = {
  PORT: 7880,
  BIND_ADDRESS: '127.0.0.1',
  TCP_PORT: 7881,
  UDP_PORT: 7882,
  NODE_IP: '127.0.0.1',
  WEBHOOK_URL: 'http://127.0.0.1:8080/api/webhooks/livekit',
}

test('browsers are sent to no STUN server but ourselves, and never at the media port', async () => {
  const config = renderLivekitConfig(await readLivekitTemplate(), { ...values, NODE_IP: '192.0.2.7' })
  expect(config).toContain("stun_servers: ['192.0.2.7:7881']")
  expect(config).not.toContain('${')
})

test.each([
  ['127.0.0.1', 'true'],
  ['192.0.2.7', 'false'],
])('with media at %s the loopback candidate is %s', async (NODE_IP, expected) => {
  const config = renderLivekitConfig(await readLivekitTemplate(), { ...values, NODE_IP })
  expect(config).toContain(`enable_loopback_candidate: ${expected}`)
})

test('a placeholder without a value is an error, not an empty setting', () => {
  expect(() => renderLivekitConfig('port: ${PROT}', values)).toThrow(
    'livekit.yaml asks for ${PROT}, which nobody gives',
  )
})

test('a value that would add lines to the configuration is refused', () => {
  const injected = { ...values, NODE_IP: "1.2.3.4\nkeys: { a: 'b' }" }
  expect(() => renderLivekitConfig('node_ip: ${NODE_IP}', injected)).toThrow('NODE_IP cannot be written')
})
