import * as z from 'zod/mini'
import { defineRoute } from './route.ts'
import { line } from './text.ts'

/** What an image may weigh, in bytes. */
export const mostLogoBytes = 100_000
export const mostLinks = 8

const colour = z.string().check(z.toLowerCase(), z.regex(/^#[0-9a-f]{6}$/))
const secureAddress = z.url({ protocol: /^https$/ }).check(z.maxLength(500))

const language = z.enum(['fr', 'en'])

/** How an installation presents itself. What is null is as we ship it. */
const brandingShape = {
  product: line(40),
  /** Of those whose browser asks for no language that we have. */
  language,
  /** `#rrggbb` for each theme; each readable there. */
  accent: z.nullable(z.strictObject({ light: colour, dark: colour })),
  /** Words of the home page; a language without any has ours. */
  home: z.partialRecord(language, z.strictObject({ title: line(120), text: line(400) })),
  /** Legal pages, in the footer of every page; a language without any shows those of another. */
  links: z.partialRecord(
    language,
    z
      .array(z.strictObject({ label: line(60), url: secureAddress }))
      .check(z.minLength(1), z.maxLength(mostLinks)),
  ),
}

export const branding = z.object({
  ...brandingShape,
  /** Address of the logo, with its version. */
  logo: z.nullable(z.string().check(z.startsWith('/api/v1/branding/logo?v='))),
})
export type Branding = z.output<typeof branding>

export const usualBranding: Branding = {
  product: 'Parvis',
  language: 'fr',
  accent: null,
  home: {},
  links: {},
  logo: null,
}

export const getBranding = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/branding',
  tag: 'administration',
  summary: 'How the installation presents itself. For its administrators; the page gets it with itself.',
  access: 'administrator',
  status: 200,
  reply: branding,
  problems: [],
})

export const updateBranding = defineRoute({
  method: 'PATCH',
  path: '/api/v1/admin/branding',
  tag: 'administration',
  summary: 'Change how the installation presents itself. Applies to every page that is opened from then on.',
  access: 'administrator',
  body: z.partial(z.strictObject(brandingShape)),
  status: 200,
  reply: branding,
  problems: ['contrast-too-low'],
})

export const setLogo = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/branding/logo',
  tag: 'administration',
  summary: 'Replace the logo by a PNG or WebP image of at most 100 kB, told by its first bytes.',
  access: 'administrator',
  body: z.strictObject({ image: z.base64().check(z.minLength(1), z.maxLength(140_000)) }),
  status: 200,
  reply: branding,
  problems: ['image-refused', 'payload-too-large'],
})

export const removeLogo = defineRoute({
  method: 'DELETE',
  path: '/api/v1/admin/branding/logo',
  tag: 'administration',
  summary: 'Go back to the logo that comes with the software.',
  access: 'administrator',
  status: 200,
  reply: branding,
  problems: [],
})

export const readLogo = defineRoute({
  method: 'GET',
  path: '/api/v1/branding/logo',
  tag: 'administration',
  summary: 'The logo.',
  access: 'machine',
  query: z.object({ v: z.optional(z.string().check(z.maxLength(64))) }),
  status: 200,
  file: 'image/png',
  problems: ['not-found'],
})
