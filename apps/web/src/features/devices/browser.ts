export type Browser = 'chromium' | 'firefox' | 'safari' | 'other'
export type System = 'windows' | 'mac' | 'android' | 'ios' | 'other'

/** Which browser and system this is, only to tell people where their settings are. */
export function toBrowser(userAgent: string): { readonly browser: Browser; readonly system: System } {
  return { browser: findFirst(browsers, userAgent), system: findFirst(systems, userAgent) }
}

type Patterns<Name> = readonly (readonly [name: Name, pattern: RegExp])[]

// Order matters: Chromium names Safari, Android names Linux, every browser of iOS is Safari inside.
const browsers: Patterns<Browser> = [
  ['firefox', /Firefox\//],
  ['chromium', /Chrom(e|ium)\//],
  ['safari', /Safari\//],
]
const systems: Patterns<System> = [
  ['android', /Android/],
  ['ios', /iPhone|iPad/],
  ['windows', /Windows/],
  ['mac', /Macintosh/],
]

function findFirst<Name extends string>(patterns: Patterns<Name>, userAgent: string): Name | 'other' {
  return patterns.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? 'other'
}
