import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** The parts of Vite's manifest that matter here (https://vite.dev/guide/backend-integration). */
export type Manifest = Readonly<Record<string, Chunk>>

interface Chunk {
  readonly file: string
  /** As `vite.config.ts` calls it, or after the module that is loaded lazily. */
  readonly name?: string
  readonly imports?: readonly string[]
}

export interface Budget {
  readonly name: string
  /** The chunks that this page asks for; what they import is counted as well. */
  readonly through: readonly string[]
  /** Compressed JavaScript, in kB of 1000 bytes. */
  readonly kilobytes: number
}

/** What a person downloads before each page works, in French. */
export const budgets: readonly Budget[] = [
  { name: 'home', through: ['index', 'fr'], kilobytes: 130 },
  { name: 'prejoin', through: ['index', 'fr', 'meeting'], kilobytes: 170 },
  { name: 'call', through: ['index', 'fr', 'meeting', 'call'], kilobytes: 400 },
]

export interface Measured {
  readonly name: string
  readonly kilobytes: number
  readonly limit: number
}

/**
 * Compressed JavaScript of each page: its chunks and their static imports.
 * @throws Error when the build lacks a chunk: a budget that measures nothing would always hold.
 */
export async function measureBudgets(distribution: string, wanted = budgets): Promise<readonly Measured[]> {
  const manifest = JSON.parse(await readFile(join(distribution, '.vite/manifest.json'), 'utf8')) as Manifest
  return Promise.all(
    wanted.map(async ({ name, through, kilobytes: limit }) => {
      const files = staticFiles(manifest, through)
      const sizes = await Promise.all(files.map((file) => compressedSize(join(distribution, file))))
      return { name, limit, kilobytes: sizes.reduce((sum, size) => sum + size, 0) / 1000 }
    }),
  )
}

function staticFiles(manifest: Manifest, names: readonly string[]): readonly string[] {
  const files = new Set<string>()
  const waiting = names.map((name) => findKey(manifest, name))
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const chunk = manifest[key]
    if (chunk === undefined)
      throw new Error(`The build's manifest lacks ${key}, which another chunk imports.`)
    if (files.has(chunk.file)) continue
    files.add(chunk.file)
    waiting.push(...(chunk.imports ?? []))
  }
  return [...files].filter((file) => file.endsWith('.js'))
}

function findKey(manifest: Manifest, name: string): string {
  const key = Object.keys(manifest).find((key) => manifest[key]?.name === name)
  if (key === undefined)
    throw new Error(`The build holds no chunk ${name}: name the page's chunks in budgets.ts.`)
  return key
}

async function compressedSize(file: string): Promise<number> {
  return gzipSync(await readFile(file)).length
}
