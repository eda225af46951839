import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import { organisationId, userId } from '@parvis/contract/ids'
import type { Assurance, Organisation } from '@parvis/contract/organisations'
import type { MeasuredPerson } from '@parvis/contract/quality'
import type { Me } from '@parvis/contract/session'
import type { SupervisedMeeting } from '@parvis/contract/supervision'
import { usualBranding } from '@parvis/contract/branding'
import type { User } from '@parvis/contract/users'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { consoleArea } from '../../platform/i18n/console-words.ts'
import { addArea, languages, speak } from '../../platform/i18n/language.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests } from '../../server-for-tests.ts'
import type { Asked } from '../../server-for-tests.ts'
import { meQuery } from '../session/index.ts'
import { ConsolePage } from './ConsolePage.tsx'

const town = { id: organisationId.parse('5d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f'), name: 'Ville de Nantes' }
const ada: User = {
  id: userId.parse('6d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f'),
  name: 'Ada Lovelace',
  email: 'ada@example.org',
  organisation: town,
  role: 'member',
  platformAdministrator: false,
  provider: null,
  local: true,
  secondFactor: false,
  lastSeenAt: null,
  disabledAt: null,
  invitation: null,
}
const meeting = {
  slug: 'abc-defg-hij',
  name: 'Conseil',
  organisation: town,
  owner: 'Ada Lovelace',
  access: 'public',
  createdAt: '2026-01-01T09:00:00Z',
  lastUsedAt: null,
  sitting: { startedAt: '2026-01-01T09:00:00Z', people: 3, well: 2, troubled: 1 },
  mayEnter: false,
} as unknown as SupervisedMeeting
const organisation: Organisation = {
  ...town,
  domains: ['nantes.example.fr'],
  sirets: [],
  people: 2,
  administrators: 1,
  meetings: 4,
  policy: {
    meetingCreators: 'everybody',
    defaultAccess: 'public',
    guestsAllowed: true,
    addressesAllowed: true,
    administratorsEnter: false,
    microphoneAllowed: true,
    cameraAllowed: true,
    screenAllowed: true,
    screenAudioAllowed: true,
    chatAllowed: true,
    reactionsAllowed: true,
    sharingAllowed: true,
    chatOffered: true,
    reactionsOffered: true,
    waitForHost: false,
    muting: 'hosts',
  },
}
const assurance: Assurance = {
  required: { acr: ['eidas2'], amr: [] },
  weakened: 3,
  localAccounts: 1,
  own: { concerned: true, provider: 'ProConnect', acr: 'eidas2', amr: ['pwd', 'mfa'] },
}
const me: Me = {
  id: userId.parse('7d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f'),
  name: 'Grace',
  email: 'grace@example.org',
  role: 'administrator',
  platformAdministrator: true,
}

const person: MeasuredPerson = {
  number: 2,
  arrivedAt: '2026-01-01T09:02:00Z',
  account: false,
  quality: 'poor',
  since: '2026-01-01T09:30:00Z',
  toldAt: '2026-01-01T09:31:00Z',
  figures: {
    roundTripMs: 420,
    jitterMs: 31,
    lossUp: 0.125,
    lossDown: 0,
    sent: { width: 1280, height: 720, framesPerSecond: 30 },
    limitedBy: 'cpu',
    transport: 'turn-tls',
  },
  browser: 'Firefox',
  system: 'Linux',
}

const silent: MeasuredPerson = { ...person, number: 1, quality: null, since: null, figures: null }

const figures = {
  meetings: 1234,
  participants: 12_345,
  accounts: 2345,
  guests: 1234,
  minutes: 123_456,
  poorMinutes: 1234,
  peak: 1234,
  refused: 1234,
  neverConnected: 1234,
}

function answer({ method, path }: Asked): readonly [number, unknown?] {
  if (method === 'DELETE' && path.endsWith('/sessions')) return [200, { ended: 1 }]
  if (path.includes('/quality')) return [200, { items: [person, silent], next: null }]
  if (path.startsWith('/api/v1/admin/users')) return method === 'GET' ? [200, list(ada)] : [200, ada]
  if (path.startsWith('/api/v1/admin/meetings')) return method === 'GET' ? [200, list(meeting)] : [204]
  if (path.startsWith('/api/v1/admin/statistics'))
    return [200, { periods: [{ start: '2026-09-30', ...figures }], total: figures }]
  if (path.startsWith('/api/v1/admin/branding')) return [200, usualBranding]
  if (path.endsWith('/assurance')) return [200, assurance]
  return path.includes(town.id) ? [200, organisation] : [200, list(organisation)]
}

function list(item: unknown) {
  return { items: [item], next: null }
}

interface Options {
  readonly who?: Partial<Me>
  readonly mayEnter?: boolean
}

async function open(path: string, { who = {}, mayEnter = false }: Options = {}) {
  await speak('fr')
  await addArea(consoleArea)
  const server = createServerForTests((asked) =>
    mayEnter && asked.path.startsWith('/api/v1/admin/meetings')
      ? [200, list({ ...meeting, mayEnter })]
      : answer(asked),
  )
  const rendered = await render(<ConsolePage path={path} />, (queries) =>
    queries.setQueryData(meQuery.queryKey, { ...me, ...who }),
  )
  const changes = () => server.asked.filter(({ method }) => method !== 'GET')
  return {
    server,
    changes,
    paths: rendered.paths,
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
    },
  }
}

test.each([
  ['', 'Conseil'],
  ['meetings', 'Conseil'],
  ['users', 'Ada Lovelace'],
  ['organisations', 'Ville de Nantes'],
  [`organisations/${town.id}`, 'Domaines'],
  ['branding', 'Nom du service'],
])('the section at “%s” shows what it is about, without a breach of accessibility', async (path, text) => {
  using _ = await open(path)
  await expect.element(page.getByText(text, { exact: true })).toBeVisible()
  expect(await findBreaches()).toEqual([])
})

test('people are searched for by the server once the typing pauses', async () => {
  using opened = await open('users')
  await page.getByRole('searchbox', { name: 'Chercher par nom ou adresse' }).fill('ada lo')
  await expect
    .poll(() => opened.server.asked.map(({ path }) => path))
    .toContain('/api/v1/admin/users?search=ada+lo')
})

test('a role is given by the menu, and sessions end after a question', async () => {
  using opened = await open('users')
  const menu = page.getByRole('button', { name: 'Actions pour le compte de Ada Lovelace' })
  await menu.click()
  await page.getByRole('menuitem', { name: 'Confier l’administration de son organisation' }).click()
  await expect.element(page.getByText('Le compte est modifié.')).toBeVisible()
  await menu.click()
  await page.getByRole('menuitem', { name: 'Déconnecter partout' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Déconnecter partout' }).click()
  await expect.element(page.getByText('Ses sessions sont terminées.')).toBeVisible()
  expect(opened.changes().map(({ method, body }) => [method, body])).toEqual([
    ['PATCH', { role: 'administrator' }],
    ['DELETE', undefined],
  ])
})

test('C26: whoever administers one organisation is offered neither others’ people nor the installation', async () => {
  using _ = await open('users', { who: { platformAdministrator: false } })
  await page.getByRole('button', { name: 'Actions pour le compte de Ada Lovelace' }).click()
  await expect.element(page.getByRole('menuitem', { name: 'Déconnecter partout' })).toBeVisible()
  expect(page.getByRole('menuitem', { name: /installation|Changer d’organisation/ }).elements()).toEqual([])
  expect(page.getByRole('link', { name: 'Apparence' }).elements()).toEqual([])
})

test('a running meeting is entered from the list only where the organisation lets administrators in', async () => {
  using _ = await open('meetings')
  await page.getByRole('button', { name: 'Actions pour Conseil' }).click()
  await expect.element(page.getByRole('menuitem', { name: 'Terminer pour tous' })).toBeVisible()
  expect(page.getByRole('menuitem', { name: /^Entrer/ }).elements()).toEqual([])
})

test('how those in a running meeting are connected is said in words, with what it comes from', async () => {
  using _ = await open('meetings')
  await expect.element(page.getByText('1 mal connectée')).toBeVisible()
  await page.getByRole('button', { name: 'Actions pour Conseil' }).click()
  await page.getByRole('menuitem', { name: 'Qualité des connexions' }).click()
  const people = page.getByRole('dialog').getByRole('listitem')
  await expect.element(people.first()).toBeVisible()
  const said = people.elements().map((one) => (one as HTMLElement).innerText)
  for (const words of [
    /Personne 2\s+Mauvaise/,
    /sans compte · Firefox, Linux/,
    /Mauvaise depuis/,
    /Aller-retour 420 ms · Gigue 31 ms · Relais TURN, en TLS/,
    /Perdu à l’envoi 12,5\s% · Perdu à la réception 0\s%/,
    /Envoie 1280 × 720 à 30 images\/s/,
    /son ordinateur est trop occupé/,
  ])
    expect(said[0]).toMatch(words)
  expect(said[1]).toMatch(/Personne 1\s+Inconnue[^]*Plus de nouvelles de sa page depuis/)
  expect(await findBreaches()).toEqual([])
})

test('an administrator enters from the list, by the ordinary door', async () => {
  using opened = await open('meetings', { mayEnter: true })
  await page.getByRole('button', { name: 'Actions pour Conseil' }).click()
  await page.getByRole('menuitem', { name: 'Entrer, visible de tout le monde' }).click()
  expect(opened.paths.at(-1)).toBe('/abc-defg-hij?as=administrator')
})

test('a rule is saved as soon as it is changed', async () => {
  using opened = await open(`organisations/${town.id}`)
  await page.getByRole('checkbox', { name: 'Les personnes sans compte peuvent entrer' }).click()
  await expect
    .poll(() => opened.changes().map(({ body }) => body))
    .toEqual([{ policy: { guestsAllowed: false } }])
})

test('C14: a required sign-in tells how one’s own session stands to it, and is set after a question', async () => {
  using opened = await open(`organisations/${town.id}`)
  const part = page.getByRole('region', { name: 'Connexion exigée' })
  await expect
    .element(part)
    .toHaveTextContent(
      /Votre session, par ProConnect : niveau eidas2, méthodes pwd mfa.*3 personnes connectées/,
    )
  const methods = part.getByRole('textbox', { name: 'Méthodes exigées (amr)' })
  await methods.fill('mfa é')
  await expect.element(part.getByRole('button', { name: 'Enregistrer' })).toBeDisabled()
  await methods.fill(' mfa  pwd ')
  await part.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Exiger' }).click()
  await expect
    .poll(() => opened.changes().map(({ body }) => body))
    .toEqual([{ acr: ['eidas2'], amr: ['mfa', 'pwd'] }])
})

test('a colour that cannot be read is told while it is typed', async () => {
  using _ = await open('branding')
  await page.getByRole('textbox', { name: 'Couleur sur le thème clair' }).fill('#ffd35c')
  await expect.element(page.getByText(/Trop peu lisible\s: contraste de 1,\d/)).toBeVisible()
})

test.each(languages)(
  'beside the navigation, every figure of a day is seen without scrolling (%s)',
  async (language) => {
    using _ = await open('statistics')
    await speak(language)
    await page.viewport(1280, 800)
    await expect.element(page.getByRole('table')).toBeVisible()
    // Words are as wide as in the service only once its font is there.
    await document.fonts.ready
    const region = page.getByRole('table').element().parentElement
    await expect.poll(() => region?.scrollWidth).toBe(region?.clientWidth)
  },
)
