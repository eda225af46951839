import { everyRight } from '@parvis/contract/meetings'
import { signToken } from '@parvis/testkit/forged-token'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
beforeAll(async () => {
  world = await startTestWorld({ sfu: true })
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** Calls LiveKit's server API as a program would that got hold of a token. */
async function twirp(method: string, token: string, message: object): Promise<number> {
  const answer = await fetch(`${world.livekit?.url}/twirp/livekit.RoomService/${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(message),
  })
  return answer.status
}

test('C39, A23: a join token opens none of the SFU’s own calls, not even for its own room', async () => {
  const { sfu } = world.api.context
  await sfu.openRoom('o_1')
  const token = await sfu.mintToken({
    identity: 'p_1' as never,
    room: 'o_1',
    name: 'Ada',
    rights: everyRight,
  })
  const calls: Readonly<Record<string, object>> = {
    CreateRoom: { name: 'o_2' },
    ListRooms: {},
    DeleteRoom: { room: 'o_1' },
    ListParticipants: { room: 'o_1' },
    GetParticipant: { room: 'o_1', identity: 'p_1' },
    RemoveParticipant: { room: 'o_1', identity: 'p_1' },
    MutePublishedTrack: { room: 'o_1', identity: 'p_1', trackSid: 'TR_1', muted: true },
    UpdateParticipant: { room: 'o_1', identity: 'p_1', permission: { hidden: true, recorder: true } },
    SendData: { room: 'o_1', data: 'eA==' },
    UpdateRoomMetadata: { room: 'o_1', metadata: 'x' },
  }
  for (const [method, message] of Object.entries(calls))
    expect({ method, status: await twirp(method, token, message) }).toEqual({ method, status: 401 })
  expect(await sfu.listRooms()).toEqual([{ name: 'o_1', people: 0 }])
})

test('C39: a name with another pair’s secret opens nothing', async () => {
  const { client, server } = world.api.context.config.sfu.secrets
  const exp = Math.floor(Date.now() / 1000) + 60
  const video = { roomList: true }
  expect(await twirp('ListRooms', signToken({ iss: 'server', exp, video }, client), {})).toBe(401)
  expect(await twirp('ListRooms', signToken({ iss: 'server', exp, video }, server), {})).toBe(200)
})

test('A16, A15: a join token makes no room: one that the API did not open is not there', async () => {
  const token = await world.api.context.sfu.mintToken({
    identity: 'p_1' as never,
    room: 'o_none',
    name: 'Ada',
    rights: everyRight,
  })
  const answer = await fetch(`${world.livekit?.url}/rtc/v1/validate?join_request=EgA=&access_token=${token}`)
  expect({ status: answer.status, text: await answer.text() }).toEqual({
    status: 404,
    text: expect.stringContaining('room does not exist'),
  })
  expect((await world.api.context.sfu.listRooms()).map(({ name }) => name)).not.toContain('o_none')
})

test('what is not there can be closed, emptied and counted without harm', async () => {
  const { sfu } = world.api.context
  await sfu.closeRoom('o_none')
  await sfu.remove('o_none', 'p_none')
  expect(await sfu.listParticipants('o_none')).toEqual([])
})

test('a room that is open already stays as it is when it is opened again', async () => {
  const { sfu } = world.api.context
  await Promise.all([sfu.openRoom('o_twice'), sfu.openRoom('o_twice')])
  expect((await sfu.listRooms()).filter(({ name }) => name === 'o_twice')).toHaveLength(1)
})
