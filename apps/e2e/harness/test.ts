import { buildChanged } from '@parvis/embedded/build'
import { startSmtpSink } from '@parvis/testkit/smtp-sink'
import type { SmtpSink } from '@parvis/testkit/smtp-sink'
import type { Meeting } from '@parvis/contract/meetings'
import { expect, test as base } from '@playwright/test'
import { administrator, startInstallation } from './installation.ts'
import type { Installation } from './installation.ts'
import type { Line } from './network.ts'
import { createPerson } from './person.ts'
import type { Person, PersonOptions } from './person.ts'

export { expect } from '@playwright/test'

export interface HarnessOptions {
  /** Whether browsers reach the installation through a network that tests can cut. */
  readonly network: boolean
}

type Who = Partial<Omit<PersonOptions, 'name'>>

interface Fixtures {
  /** A meeting of the administrator, in which nobody is. */
  readonly meeting: Meeting
  /** Likewise, but strangers must ask to enter. */
  readonly restricted: Meeting
  /** Somebody without an account, not in a call yet; closed after the test. */
  readonly guest: (name: string, who?: Who) => Promise<Person>
  /** The administrator, signed in. */
  readonly host: (who?: Who) => Promise<Person>
  /** Somebody on a line of their own, which the test may cut. Must come after those whom the cut is to spare. */
  readonly guestOnLine: (name: string) => Promise<Person & { readonly line: Line }>
}

interface WorkerFixtures extends HarnessOptions {
  /** One installation for all tests of the worker, and its mails; each test has meetings of its own. */
  readonly installation: Installation & { readonly mails: SmtpSink }
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  network: [false, { option: true, scope: 'worker' }],

  installation: [
    async ({ network }, use) => {
      await buildChanged()
      await using mails = await startSmtpSink()
      await using installation = await startInstallation({ network, environment: mails.environment })
      await use(Object.assign(installation, { mails }))
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  meeting: async ({ installation }, use) => {
    const visitor = await installation.administrator()
    await use(await visitor.createMeeting())
  },

  restricted: async ({ installation }, use) => {
    const visitor = await installation.administrator()
    await use(await visitor.createMeeting(undefined, 'restricted'))
  },

  // Whatever a journey is about, nobody's browser asks another host, breaks the policy or throws.
  guest: async ({ browser, installation }, use) => {
    const people: Person[] = []
    await use(async (name, who) => {
      const person = await createPerson({ browser, origin: installation.origin, name, ...who })
      people.push(person)
      return person
    })
    const misdeeds = await Promise.all(people.map((person) => person.misdeeds()))
    for (const person of people) await person[Symbol.asyncDispose]()
    expect(misdeeds.flat(), 'what no browser may do').toEqual([])
  },

  host: async ({ guest, installation }, use) => {
    await use(async (who) => {
      const { cookies } = await installation.administrator()
      return guest(administrator.email, { cookies, ...who })
    })
  },

  guestOnLine: async ({ guest, installation }, use) => {
    await use(async (name) => {
      if (!installation.network) throw new Error('this project has no network to cut')
      const line = await installation.network.openLine()
      return Object.assign(await guest(name, { origin: line.origin }), { line })
    })
  },
})
