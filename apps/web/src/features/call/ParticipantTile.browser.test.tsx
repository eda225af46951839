import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from '../../render-for-tests.tsx'
import { createFakeMeeting } from '../../rtc/fake-call.ts'
import { ParticipantTile } from './ParticipantTile.tsx'

const box = { left: 0, top: 0, width: 320, height: 180 }

async function showGrace(standing?: Parameters<typeof ParticipantTile>[0]['standing']) {
  const meeting = createFakeMeeting()
  const ada = meeting.enter('Ada')
  const grace = meeting.enter('Grace')
  const rendered = await render(
    <ParticipantTile call={ada} id={grace.id} box={box} standing={standing} spotlit={false} handPlace={0} />,
  )
  return { grace, tile: page.getByRole('article'), rendered }
}

test('the tile says when muted, and when the microphone is back', async () => {
  const { grace, tile, rendered } = await showGrace()
  using _ = rendered
  await expect.element(tile).toHaveAccessibleName('Grace')
  await grace.setMicrophone(false)
  await expect.element(tile).toHaveAccessibleName('Grace, micro coupé')
  await grace.setMicrophone(true)
  await expect.element(tile).toHaveAccessibleName('Grace')
})

test('who entered as an administrator is shown so', async () => {
  const { tile, rendered } = await showGrace({ account: true, host: false, administrator: true })
  using _ = rendered
  await expect.element(tile).toHaveAccessibleName('Grace, administrateur·rice')
  await expect.element(tile.getByText('administrateur·rice', { exact: true })).toBeVisible()
})

test('without a camera the tile shows initials, and says so', async () => {
  const { grace, tile, rendered } = await showGrace()
  using _ = rendered
  await grace.setCamera(false)
  await expect.element(tile).toHaveAccessibleName('Grace, caméra coupée')
  await expect.element(tile.getByText('G', { exact: true })).toBeVisible()
})

test('a share and a weak connection are said after the name', async () => {
  const { grace, tile, rendered } = await showGrace()
  using _ = rendered
  await grace.shareScreen()
  grace.setQuality('poor')
  await expect.element(tile).toHaveAccessibleName('Grace, partage son écran, connexion faible')
})

test('who speaks is marked as long as they speak', async () => {
  const { grace, tile, rendered } = await showGrace()
  using _ = rendered
  grace.speak(0.8)
  await expect.element(tile).toHaveAttribute('data-speaking', 'true')
  grace.speak(0)
  await expect.element(tile).toHaveAttribute('data-speaking', 'false')
})
