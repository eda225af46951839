import { answerWaiting } from '@parvis/contract/admission'
import { lowerHands, setHand } from '@parvis/contract/hands'
import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import { updateMeeting } from '@parvis/contract/meetings'
import type { MeetingAccess, MeetingRights, MutingRule } from '@parvis/contract/meetings'
import {
  endMeeting,
  lockMeeting,
  muteParticipants,
  removeParticipant,
  renameParticipant,
  setParticipantRights,
  spotlight,
} from '@parvis/contract/moderation'
import type { MediaSource } from '@parvis/contract/moderation'
import { changeWaitingRoom, sendWaitingText } from '@parvis/contract/waiting-room'
import { useMemo } from 'react'
import { call } from '../../platform/api.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'

type Somebody = { readonly id: ParticipantId; readonly name: string }

/** What a host may do, each by one request. What happens is shown by the live stream; a refusal is said in words. */
export interface HostActs {
  readonly answer: (decision: 'admit' | 'refuse', ids: readonly ParticipantId[] | 'all') => void
  readonly mute: (source: MediaSource, id: ParticipantId) => void
  readonly muteAll: () => void
  /** Everybody who is not host but this one. */
  readonly muteOthers: (id: ParticipantId) => void
  readonly spotlight: (id: ParticipantId | null) => void
  readonly lowerHand: (id: ParticipantId) => void
  readonly lowerHands: () => void
  readonly setRights: (id: ParticipantId, change: Partial<MeetingRights> & { host?: boolean }) => void
  readonly rename: (id: ParticipantId, name: string) => void
  readonly remove: (somebody: Somebody, options: { readonly ban: boolean }) => void
  readonly change: (change: {
    readonly access?: MeetingAccess
    readonly rights?: Partial<MeetingRights>
    readonly renaming?: boolean
    readonly muting?: MutingRule
  }) => void
  readonly lock: (locked: boolean) => void
  readonly changeWaitingRoom: (change: { readonly message?: string | null; readonly texts?: boolean }) => void
  readonly write: (place: ParticipantId, text: string) => void
  readonly end: () => void
}

interface HostActsOptions {
  readonly when: boolean
  /** Takes in whom this person puts out, so that their going is not told a second time. */
  readonly putOut: Set<ParticipantId>
}

/** The acts, for those who are host now. */
export function useHostActs(slug: MeetingSlug, { when, putOut }: HostActsOptions): HostActs | undefined {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const acts = useMemo((): HostActs => {
    async function act<Reply>(request: Promise<Reply>, toWords?: (reply: Reply) => string): Promise<boolean> {
      try {
        const reply = await request
        // What the screen shows by itself is only said.
        if (toWords) announcer.show(toWords(reply))
        else announcer.say(t('host.done'))
        return true
      } catch (error) {
        announcer.show(t(toMessageKey(error)))
        return false
      }
    }

    async function remove({ id, name }: Somebody, body: { readonly ban: boolean }): Promise<void> {
      putOut.add(id)
      const request = call(removeParticipant, { params: { slug, participantId: id }, body })
      const done = await act(request, () => t(body.ban ? 'host.banned' : 'host.removed', { name }))
      if (!done) putOut.delete(id)
    }

    const params = { slug }

    function muteAllBut(except: ParticipantId[]): void {
      const everybody = { source: 'microphone', participantIds: 'all' } as const
      const body = except.length > 0 ? { ...everybody, except } : everybody
      void act(call(muteParticipants, { params, body }), ({ muted }) => t('host.mutedAll', { count: muted }))
    }

    return {
      answer(decision, ids) {
        const participantIds = ids === 'all' ? ids : [...ids]
        void act(call(answerWaiting, { params, body: { decision, participantIds } }))
      },
      mute(source, id) {
        void act(call(muteParticipants, { params, body: { source, participantIds: [id] } }))
      },
      muteAll: () => muteAllBut([]),
      muteOthers: (id) => muteAllBut([id]),
      spotlight: (id) => void act(call(spotlight, { params, body: { participantId: id } })),
      lowerHand(participantId) {
        void act(call(setHand, { params: { slug, participantId }, body: { raised: false } }))
      },
      lowerHands: () => void act(call(lowerHands, { params, body: {} })),
      setRights(participantId, body) {
        void act(call(setParticipantRights, { params: { slug, participantId }, body }))
      },
      rename(participantId, name) {
        void act(call(renameParticipant, { params: { slug, participantId }, body: { name } }))
      },
      remove: (somebody, options) => void remove(somebody, options),
      change: (body) => void act(call(updateMeeting, { params, body })),
      lock: (locked) => void act(call(lockMeeting, { params, body: { locked } })),
      changeWaitingRoom: (body) => void act(call(changeWaitingRoom, { params, body })),
      write: (place, text) => void act(call(sendWaitingText, { params, body: { place, text } })),
      end: () => void act(call(endMeeting, { params, body: {} })),
    }
  }, [slug, announcer, t, putOut])
  return when ? acts : undefined
}
