import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** The parts of Vite's manifest that matter here (https://vite.dev/guide/backend-integration). */
export type Manifest = Readonly<Record<string, Chunk>>

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
}

export interface Budget {
  readonly name: string
  /** The modules that are loaded lazily on top of the entry until this page is usable. */
  readonly through: readonly string[]
  /** Compressed JavaScript, in kB of 1000 bytes. */
  readonly kilobytes: number
}

const words = 'src/locales/fr.ts'
const meeting = 'src/features/admission/MeetingPage.tsx'

/** What a person downloads before each page works; the home page is in the entry. */
export const budgets: readonly Budget[] = [
  { name: 'home', through: [words], kilobytes: 130 },
  { name: 'prejoin', through: [words, meeting], kilobytes: 170 },
  { name: 'call', through: [words, meeting, 'src/features/call/index.ts'], kilobytes: 400 },
]

export interface Measured {
  readonly name: string
  readonly kilobytes: number
  readonly limit: number
}

/**
 * Compressed JavaScript of each page: the entry, its static imports, and those of the page's lazy modules.
 * @throws Error when the manifest lacks a module: a budget that measures nothing would always hold.
 */
export async function measureBudgets(distribution: string, wanted = budgets): Promise<readonly Measured[]> {
  const manifest = JSON.parse(await readFile(join(distribution, '.vite/manifest.json'), 'utf8')) as Manifest
  const entries = Object.keys(manifest).filter((key) => manifest[key]?.isEntry)
  return Promise.all(
    wanted.map(async ({ name, through, kilobytes: limit }) => {
      const files = staticFiles(manifest, [...entries, ...through])
      const sizes = await Promise.all(files.map((file) => compressedSize(join(distribution, file))))
      return { name, limit, kilobytes: sizes.reduce((sum, size) => sum + size, 0) / 1000 }
    }),
  )
}

function staticFiles(manifest: Manifest, from: readonly string[]): readonly string[] {
  const files = new Map<string, string>()
  const waiting = [...from]
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (files.has(key)) continue
    const chunk = manifest[key]
    if (chunk === undefined)
      throw new Error(`The build holds no chunk ${key}: name the page's module in budgets.ts.`)
    files.set(key, chunk.file)
    waiting.push(...(chunk.imports ?? []))
  }
  return [...new Set(files.values())].filter((file) => file.endsWith('.js'))
}

async function compressedSize(file: string): Promise<number> {
  return gzipSync(await readFile(file)).length
}
