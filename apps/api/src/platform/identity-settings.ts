import { readFileSync } from 'node:fs'
import { providerName } from '@parvis/contract/identity'
import * as z from 'zod/mini'

// What a public key can verify. A shared secret signs too, but whoever verifies could sign as well (RFC 8725, 3.1).
const signingAlgorithm = z.enum(['RS256', 'PS256', 'ES256', 'EdDSA'])

const text = z.string().check(z.minLength(1), z.maxLength(500))
const words = z.array(text).check(z.minLength(1), z.maxLength(20))
const domain = z.string().check(z.toLowerCase(), z.regex(/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/))

const provider = z.strictObject({
  name: providerName,
  /** What the button says. */
  label: text,
  profile: z._default(z.enum(['generic', 'proconnect']), 'generic'),
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: text,
  clientSecret: z.optional(text),
  clientSecretFile: z.optional(text),
  scopes: z.optional(words),
  /** The one algorithm that is accepted. */
  signingAlgorithm: z._default(signingAlgorithm, 'RS256'),
  /** Name of the organisation of people whose establishment and e-mail domain no organisation has. */
  organisation: z.optional(text),
  /** Accepted values of `acr`, best first. */
  minimumAcr: z.optional(words),
  /** Values of `amr` (RFC 8176) that must all be there. */
  requiredAmr: z.optional(words),
  /** E-mail domains that the provider may vouch for; all when absent. */
  emailDomains: z.optional(z.array(domain).check(z.minLength(1))),
  /** Ask the provider, once for each tab, whether somebody is signed in there. */
  silent: z._default(z.boolean(), false),
})

/** One identity provider, as the operator set it. Holds a secret; never log it. */
export type IdentitySettings = Omit<z.output<typeof provider>, 'clientSecret' | 'clientSecretFile'> & {
  readonly clientSecret: string
}

interface Reading {
  /** http issuers are for one machine. */
  readonly embedded: boolean
  /** Told every fault in a sentence. */
  readonly faults: string[]
}

/** Reads the providers from the JSON text of `IDENTITY_PROVIDERS`. */
export function readIdentityProviders(
  json: string | undefined,
  reading: Reading,
): readonly IdentitySettings[] {
  if (json === undefined) return []
  const parsed = z.array(provider).safeParse(parseJson(json))
  if (!parsed.success) {
    reading.faults.push(...parsed.error.issues.map((issue) => `IDENTITY_PROVIDERS ${toSentence(issue)}`))
    return []
  }
  const names = parsed.data.map(({ name }) => name)
  for (const name of new Set(names.filter((name, index) => names.indexOf(name) !== index)))
    reading.faults.push(`IDENTITY_PROVIDERS: two providers are named ${name}`)
  if (parsed.data.filter(({ silent }) => silent).length > 1)
    reading.faults.push('IDENTITY_PROVIDERS: only one provider can be silent')
  return parsed.data.flatMap((settings) => complete(settings, reading))
}

function complete(
  { clientSecret: written, clientSecretFile, ...rest }: z.output<typeof provider>,
  { embedded, faults }: Reading,
): IdentitySettings[] {
  const about = `IDENTITY_PROVIDERS ${rest.name}`
  if (!embedded && !rest.issuer.startsWith('https:')) faults.push(`${about}: the issuer must be https`)
  if (!written === !clientSecretFile) {
    faults.push(`${about}: give either clientSecret or clientSecretFile`)
    return []
  }
  try {
    const clientSecret = written ?? readFileSync(clientSecretFile ?? '', 'utf8').trim()
    return [{ ...rest, clientSecret }]
  } catch {
    // As for other secrets, only that the file cannot be read.
    faults.push(`${about}: clientSecretFile cannot be read`)
    return []
  }
}

function toSentence(issue: z.core.$ZodIssue): string {
  const place = issue.path.join('.')
  if (place === '') return 'must be a JSON list of providers'
  return issue.code === 'unrecognized_keys'
    ? `${place} has unknown settings: ${issue.keys.join(', ')}`
    : `${place} is missing or cannot be used`
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    // Told as a list that is missing: the parser's message would quote secrets.
    return undefined
  }
}
