import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './repository.ts'

/** What `livekit.yaml` leaves open. Addresses are IPs, since LiveKit resolves none. */
export interface LivekitValues {
  /** HTTP: signalling and API. */
  readonly PORT: number
  readonly BIND_ADDRESS: string
  /** ICE over TCP, for networks without UDP. */
  readonly TCP_PORT: number
  readonly UDP_PORT: number
  /** Where browsers send media. */
  readonly NODE_IP: string
  readonly WEBHOOK_URL: string
}

/**
 * `livekit.yaml` with every `${NAME}` replaced. `ENABLE_LOOPBACK` follows from `NODE_IP`.
 * @throws Error naming the placeholder that has no value, or the value that YAML would read as more than a scalar.
 */
export function renderLivekitConfig(template: string, values: LivekitValues): string {
  const all: Record<string, string | number | boolean> = {
    ...values,
    ENABLE_LOOPBACK: values.NODE_IP.startsWith('127.') || values.NODE_IP === '::1',
  }
  return template.replaceAll(/\$\{(\w+)\}/g, (_placeholder, name: string) => {
    const value = all[name]
    if (value === undefined) throw new Error(`livekit.yaml asks for \${${name}}, which nobody gives`)
    if (!/^[\w.:/?=&%[\]-]+$/.test(String(value)))
      throw new Error(`${name} cannot be written into livekit.yaml: ${value}`)
    return String(value)
  })
}

/** The template at the root of the repository. */
export function readLivekitTemplate(): Promise<string> {
  return readFile(join(root, 'livekit.yaml'), 'utf8')
}
