import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '@parvis/embedded/command'
import { root } from '@parvis/embedded/repository'
import * as z from 'zod'
import { readCompose, withDefaults } from './compose-rules.ts'

const component = z.looseObject({
  name: z.string(),
  version: z.string(),
  purl: z.string(),
  scope: z.string().optional(),
  properties: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
})

// CycloneDX 1.5, as far as we look at it.
const sbom = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component: z.looseObject({ name: z.string() }) }),
  components: z.array(component),
})

export type Sbom = z.output<typeof sbom>
type Component = z.output<typeof component>

/**
 * What an installation is made of: every package of package-lock.json, those of development alone as `excluded`, and
 * the images of docker-compose.yml with the versions that stand there.
 * @throws Error when npm cannot read the lock.
 */
export async function createSbom(): Promise<Sbom> {
  const asked = await runCommand(['npm', 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'])
  if (asked.code !== 0) throw new Error(`npm sbom: ${asked.output}`)
  const made = sbom.parse(JSON.parse(asked.stdout))
  const images = await readImages()
  // npm calls the root after its directory.
  made.metadata.component.name = 'parvis'
  return { ...made, components: [...made.components.map(withScope), ...images] }
}

function withScope(of: Component): Component {
  const isDevelopment = of.properties.some(({ name }) => name === 'cdx:npm:package:development')
  return isDevelopment ? { ...of, scope: 'excluded' } : of
}

async function readImages(): Promise<readonly Component[]> {
  const { services } = readCompose(await readFile(join(root, 'docker-compose.yml'), 'utf8'))
  const images = Object.values(services).flatMap(({ image, build }) =>
    build ? Object.values(build.args) : [image],
  )
  return images.map((image) => {
    const [, name = '', version = ''] = /^(.+?)[:@]([^:]+|sha256:.+)$/.exec(withDefaults(image)) ?? []
    const purl = `pkg:docker/${name}@${encodeURIComponent(version)}`
    return { type: 'container', 'bom-ref': purl, name, version, purl, scope: 'required', properties: [] }
  })
}
