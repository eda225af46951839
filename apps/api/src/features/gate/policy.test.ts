import { everyRight, sourceNames } from '@parvis/contract/meetings'
import { expect, test } from 'vitest'
import { refuseKnock, refusePlace } from './policy.ts'

const knock = {
  method: 'GET',
  uri: '/rtc/v1?access_token=x&join_request=y',
  foreignSite: false,
}

test('the SFU is asked for one thing in one way', () => {
  expect(refuseKnock(knock)).toBeUndefined()
  expect(refuseKnock({ ...knock, uri: '/rtc/v1/validate?access_token=x' })).toBeUndefined()
  expect(refuseKnock({ ...knock, foreignSite: true })).toBe('origin')
  expect(refuseKnock({ ...knock, method: 'POST' })).toBe('method')
})

test.each([
  '/',
  '/rtc',
  '/rtc?access_token=x',
  '/rtc/validate',
  '/rtc/v1/',
  '/rtc/v1/../v1',
  '/rtc/v1/../..',
  '/rtc/./v1',
  '/rtc//v1',
  '//rtc/v1',
  '/RTC/v1',
  '/rtc/V1',
  '/rtc/v1%2f',
  '/rtc%2fv1',
  '/rtc/v%31',
  '/rtc/v1/validate/',
  '/rtc/v1/%2e%2e/rtc',
  '/rtc\\v1',
  '/rtc/v1;x=1',
  '/rtc/v1#',
  '/twirp/livekit.RoomService/ListRooms',
  'http://localhost/rtc/v1',
  'rtc/v1',
  '',
])('A12: %j is not the address of signalling, however the SFU may read it', (uri) => {
  expect(refuseKnock({ ...knock, uri })).toBe('path')
})

test.each([
  'publish=x',
  'attributes=e30',
  'reconnect=1',
  '%70ublish=x',
  'access_token=x&publish=x',
  'access_token=x#&publish=x',
  'access_token=x&access_token=y',
  'join_request=x&join_request=y',
  'access_token=x;publish=y',
  'access_token=x&auto_subscribe=0',
  '%zzaccess_token=x',
  'ACCESS_TOKEN=x',
])('A12: %j is not among the parameters, once each, that our page sends', (query) => {
  expect(refuseKnock({ ...knock, uri: `/rtc/v1?${query}` })).toBe('parameter')
})

test('a place is judged by its sitting, its bans, its admission, its browser and its rights', () => {
  const place = { occurrenceOpen: true, banned: false, admitted: true, sameDevice: true, rights: everyRight }
  expect(refusePlace(place, everyRight)).toBeUndefined()
  expect(refusePlace(undefined, everyRight)).toBe('token')
  expect(refusePlace({ ...place, occurrenceOpen: false }, everyRight)).toBe('occurrence')
  expect(refusePlace({ ...place, banned: true }, everyRight)).toBe('banned')
  expect(refusePlace({ ...place, sameDevice: false }, everyRight)).toBe('device')
  expect(refusePlace({ ...place, admitted: false }, everyRight)).toBe('not-admitted')
})

test.each(sourceNames)(
  'a token from before the %s was forbidden opens nothing; one that lets publish less than allowed does',
  (source) => {
    const place = {
      occurrenceOpen: true,
      banned: false,
      admitted: true,
      sameDevice: true,
      rights: everyRight,
    }
    const less = { ...everyRight, [source]: false }
    expect(refusePlace({ ...place, rights: less }, everyRight)).toBe('rights')
    expect(refusePlace({ ...place, rights: less }, less)).toBeUndefined()
    expect(refusePlace(place, less)).toBeUndefined()
  },
)
