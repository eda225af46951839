import { usualBranding } from '@parvis/contract/branding'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { speak } from '../../platform/i18n/language.ts'
import { render } from '../../render-for-tests.tsx'
import { meQuery } from '../session/index.ts'
import { HomePage } from './HomePage.tsx'

test('an installation welcomes in its own words, and in ours in a language for which it has none; whom it owes legal pages has them in any language', async () => {
  const home = { fr: { title: 'Bienvenue à la mairie', text: 'À vous.' } }
  const links = { en: [{ label: 'Legal notice', url: 'https://ville.example/legal' }] }
  const meta = document.createElement('meta')
  meta.name = 'branding'
  meta.content = JSON.stringify({ ...usualBranding, home, links })
  document.head.append(meta)
  using _ = await render(<HomePage />, (queries) => queries.setQueryData(meQuery.queryKey, null))
  const title = page.getByRole('heading', { level: 1 })
  await expect.element(title).toHaveTextContent('Bienvenue à la mairie')
  const legal = page.getByRole('link', { name: 'Legal notice' })
  await expect.element(legal).toHaveAttribute('href', 'https://ville.example/legal')
  await expect.element(legal).toHaveAttribute('lang', 'en')
  await speak('en')
  await expect.element(legal).toBeVisible()
  await expect.element(title).not.toHaveTextContent('Bienvenue')
  await expect.element(title).toHaveTextContent(/\w/)
})
