import { Component } from 'react'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from '../render-for-tests.tsx'
import { CodeMissing, onDemand } from './on-demand.tsx'

function Greeting({ name }: { readonly name: string }) {
  return <p>Bonjour {name}</p>
}

class Boundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? <p>rattrapé</p> : this.props.children
  }
}

test('code that was fetched early is shown by the first rendering', async () => {
  const OnDemand = onDemand(async () => Greeting)
  await OnDemand.fetch()
  using _ = await render(<OnDemand name="Ada" />)
  await expect.poll(() => document.body.textContent).toContain('Bonjour Ada')
})

test('code that comes later is shown when it is there, beside what was there before', async () => {
  let arrive: (code: typeof Greeting) => void = () => undefined
  const OnDemand = onDemand<{ name: string }>(() => new Promise((resolve) => (arrive = resolve)))
  using _ = await render(
    <>
      <p>déjà là</p>
      <OnDemand name="Ada" />
    </>,
  )
  await expect.element(page.getByText('déjà là')).toBeVisible()
  expect(document.body.textContent).not.toContain('Bonjour')
  arrive(Greeting)
  await expect.element(page.getByText('Bonjour Ada')).toBeVisible()
})

test('code that cannot be had reaches the boundary, and an early attempt that failed spoils nothing', async () => {
  let attempts = 0
  const Late = onDemand(async () => {
    attempts += 1
    if (attempts === 1) throw new TypeError('Failed to fetch dynamically imported module')
    return Greeting
  })
  await expect(Late.fetch()).rejects.toThrow(CodeMissing)
  const Never = onDemand<{ name: string }>(() => Promise.reject(new TypeError('Failed to fetch')))
  using _ = await render(
    <>
      <Late name="Ada" />
      <Boundary>
        <Never name="Grace" />
      </Boundary>
    </>,
  )
  await expect.element(page.getByText('Bonjour Ada')).toBeVisible()
  await expect.element(page.getByText('rattrapé')).toBeVisible()
})
