import { useState } from 'react'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { consoleArea } from '../../platform/i18n/console-words.ts'
import { addArea, speak } from '../../platform/i18n/language.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { MarkList } from './MarkList.tsx'

/** A list whose server knows no domain without a dot. */
function Marks({ kind }: { readonly kind: 'domains' | 'sirets' }) {
  const [marks, setMarks] = useState<readonly string[]>([])
  return (
    <main>
      <h1>Ville de Nantes</h1>
      <h2>Ce qui la reconnaît</h2>
      <MarkList
        kind={kind}
        marks={marks}
        onChange={(wanted) =>
          wanted.every((mark) => kind === 'sirets' || mark.includes('.')) && setMarks(wanted)
        }
      />
    </main>
  )
}

async function open(kind: 'domains' | 'sirets') {
  await speak('fr')
  await addArea(consoleArea)
  return render(<Marks kind={kind} />)
}

const add = page.getByRole('button', { name: 'Ajouter' })

test('a number that is no SIRET is told at its field and asked of nobody; a true one is taken with its spaces', async () => {
  using _ = await open('sirets')
  const field = page.getByRole('textbox', { name: 'Numéro SIRET à ajouter' })
  await field.fill('123')
  await add.click()
  await expect.element(page.getByText(/Ce n’est pas un SIRET/)).toBeVisible()
  await expect.element(field).toHaveFocus()
  expect(await findBreaches()).toEqual([])
  await field.fill('732 829 320 00074')
  await add.click()
  await expect.element(page.getByRole('listitem')).toHaveTextContent('732 829 320 00074')
  await expect.element(field).toHaveValue('')
})

test('a domain that the server refuses stays in its field, to be mended', async () => {
  using _ = await open('domains')
  const field = page.getByRole('textbox', { name: /omaine/ })
  await field.fill('nantes')
  await add.click()
  await expect.element(field).toHaveValue('nantes')
  await field.fill('nantes.example.fr')
  await add.click()
  await expect.element(page.getByRole('listitem')).toHaveTextContent('nantes.example.fr')
  await expect.element(field).toHaveValue('')
})
