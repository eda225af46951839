import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

const weekMs = 7 * 24 * 60 * 60 * 1000
/** Names the files of the newest build, one a line; a dotfile, which is not served. */
const list = '.published'

/**
 * Moves a build to where it is served from, each file at once. Those of earlier builds stay beside it for a week after
 * they were superseded: a running instance, and pages that are open, still ask for them by their hashed names.
 */
export async function publish(built: string, target: string, now = new Date()): Promise<void> {
  const files = await listFiles(built)
  await mkdir(target, { recursive: true })
  // NOTE of what is superseded, the time of the last change tells since when
  for (const file of await readPublished(target))
    await utimes(join(target, file), now, now).catch(() => undefined)
  // NOTE what is at the top names the rest: it comes last
  for (const file of files.toSorted((one, other) => depth(other) - depth(one))) {
    await mkdir(dirname(join(target, file)), { recursive: true })
    await rename(join(built, file), join(target, file))
  }
  await writeFile(join(target, list), files.join('\n'))
  for (const file of await listFiles(target)) {
    if (file === list || files.includes(file)) continue
    const { mtimeMs } = await stat(join(target, file))
    if (now.getTime() - mtimeMs > weekMs) await rm(join(target, file), { force: true })
  }
}

async function readPublished(target: string): Promise<readonly string[]> {
  try {
    return (await readFile(join(target, list), 'utf8')).split('\n')
  } catch {
    // no list: a build that was made in place
    return listFiles(target)
  }
}

async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
}

function depth(file: string): number {
  return file.split(/[/\\]/).length
}
