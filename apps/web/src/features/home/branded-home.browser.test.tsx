import { usualBranding } from '@parvis/contract/branding'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { speak } from '../../platform/i18n/language.ts'
import { render } from '../../render-for-tests.tsx'
import { meQuery } from '../session/index.ts'
import { HomePage } from './HomePage.tsx'

test('an installation welcomes in its own words, and in ours in a language for which it has none', async () => {
  const home = { fr: { title: 'Bienvenue à la mairie', text: 'À vous.' } }
  const meta = document.createElement('meta')
  meta.name = 'branding'
  meta.content = JSON.stringify({ ...usualBranding, home })
  document.head.append(meta)
  using _ = await render(<HomePage />, (queries) => queries.setQueryData(meQuery.queryKey, null))
  const title = page.getByRole('heading', { level: 1 })
  await expect.element(title).toHaveTextContent('Bienvenue à la mairie')
  await speak('en')
  await expect.element(title).not.toHaveTextContent('Bienvenue')
  await expect.element(title).toHaveTextContent(/\w/)
})
