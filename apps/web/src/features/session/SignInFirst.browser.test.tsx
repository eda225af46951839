import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from '../../render-for-tests.tsx'
import { createServerForTests, refuse } from '../../server-for-tests.ts'
import { useMe } from './me.ts'
import { SignInFirst } from './SignInFirst.tsx'

/** As the pages do: who is signed in is asked first. */
function Meetings() {
  return useMe() === null && <SignInFirst icon={null} title="Mes réunions" text="Connectez-vous." />
}

const code = 'stronger-sign-in-needed'
const tooWeak = { type: 'about:blank', title: code, status: 401, code, provider: 'ville' }

const way = (name: string) => page.getByRole('main').getByRole('link', { name })

test('a page for signed-in people leads to the sign-in page, and from there back', async () => {
  using _server = createServerForTests(() => refuse(401, 'sign-in-required'))
  using _page = await render(<Meetings />, undefined, '/reunions')
  await expect.element(way('Se connecter')).toHaveAttribute('href', '/sign-in?returnTo=%2Freunions')
})

test('C14: to whoever signed in less well than is asked for, it says so', async () => {
  using _server = createServerForTests(() => [401, tooWeak])
  using _page = await render(<Meetings />, undefined, '/reunions')
  await expect
    .element(way('Confirmer mon identité'))
    .toHaveAttribute('href', '/sign-in?refusal=stronger-sign-in-needed&provider=ville&returnTo=%2Freunions')
})
