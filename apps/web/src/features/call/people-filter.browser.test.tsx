import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { findBreaches } from '../../render-for-tests.tsx'
import { button, enter } from './host-for-tests.tsx'
import { matchesName } from './PeopleFilter.tsx'

beforeEach(() => localStorage.clear())

const panel = page.getByRole('complementary', { name: 'Participants' })
const field = panel.getByRole('searchbox', { name: 'Chercher une personne' })

test.each([
  ['Éloïse Lefèvre', 'eloise', true],
  ['Eloise Lefevre', 'LEFÈVRE', true],
  ['Jean-Luc d’Ormesson', "jean luc d'or", true],
  ['Sœur Anne', 'soeur', true],
  ['Ada', 'grace', false],
  ['Ada', '  ', true],
])('%s is found by %j: %s', (name, typed, found) => {
  expect(matchesName(name, typed)).toBe(found)
})

test('among more than ten people one is found by a part of the name, and how many fit is said', async () => {
  const { arrive, end } = await enter()
  using _ = end
  await button('Participants').click()
  for (let count = 3; count <= 10; count += 1) arrive(`Personne ${count}`)
  await expect.poll(() => panel.getByRole('listitem').elements()).toHaveLength(10)
  await expect.element(field).not.toBeInTheDocument()
  const gone = arrive('Zoé Girard')
  await field.fill('zoe')
  await expect.poll(() => panel.getByRole('listitem').elements()).toHaveLength(1)
  await expect.element(panel.getByRole('listitem')).toHaveTextContent('Zoé Girard')
  await expect.element(panel.getByRole('status')).toHaveTextContent('1 personne trouvée')
  expect(await findBreaches()).toEqual([])
  await gone.leave()
  await expect.element(panel.getByRole('status')).toHaveTextContent('Personne ne porte ce nom.')
  await field.fill('')
  await expect.poll(() => panel.getByRole('listitem').elements()).toHaveLength(10)
})
