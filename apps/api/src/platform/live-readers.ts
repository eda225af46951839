import type { MeetingId } from '@parvis/contract/ids'
import type { NumberedEvent } from './live.ts'

/**
 * What to do with the news of one meeting. Called in order, from the number behind the one given;
 * `gap` when events in between are no longer kept: start anew from a snapshot. Nothing comes after a `gap`.
 */
export type Follower = (news: readonly NumberedEvent[] | 'gap') => void

/** One reading: the events behind `after`, at most `pageSize`. */
export type ReadEvents = (
  meetingId: MeetingId,
  after: bigint,
) => Promise<{ readonly events: readonly NumberedEvent[] | 'gap'; readonly more: boolean }>

/** Readers of meetings' events, shared by all who follow a meeting from the same number. */
export interface Readers {
  follow(meetingId: MeetingId, after: bigint, follower: Follower): () => void
  /** Reads what is new in this meeting. */
  read(meetingId: string): void
  /** Reads what is new everywhere; `failedOnly` where a reading failed before. */
  readAll(which?: 'failedOnly'): void
}

interface Reader {
  readonly meetingId: MeetingId
  readonly followers: Set<Follower>
  /** The number up to which all followers were told. */
  last: bigint
  reading: boolean
  /** There is more to read: something happened during a reading, or a reading failed. */
  again: boolean
}

/**
 * One statement serves everybody who follows a meeting: who begins at another number than the others has a reader of
 * their own until it has come to the number of another reader, and then goes on with that one.
 */
export function createReaders(readEvents: ReadEvents, onFailure: (error: unknown) => void): Readers {
  const shelf = createShelf()

  /** Reads until there is no more, one reading at a time. */
  async function readOn(reader: Reader): Promise<void> {
    if (reader.reading) {
      reader.again = true
      return
    }
    reader.reading = true
    try {
      do {
        reader.again = false
        const { events, more } = await readEvents(reader.meetingId, reader.last)
        // Nobody will give notice of what exists already.
        if (more) reader.again = true
        if (events === 'gap') shelf.drop(reader)
        else reader.last = events.at(-1)?.sequence ?? reader.last
        if (events.length > 0) for (const follower of reader.followers) follower(events)
      } while (reader.again)
    } catch (error) {
      reader.again = true
      onFailure(error)
    } finally {
      reader.reading = false
    }
    if (!reader.again) shelf.join(reader)
  }

  return {
    follow(meetingId, after, tellFollower) {
      // NOTE a function of its own for each: somebody may follow twice with the same one.
      const follower: Follower = (news) => tellFollower(news)
      const reader = shelf.readerAt(meetingId, after)
      reader.followers.add(follower)
      void readOn(reader)
      return () => {
        for (const one of shelf.of(meetingId))
          if (one.followers.delete(follower) && one.followers.size === 0) shelf.drop(one)
      }
    },
    read(meetingId) {
      for (const reader of shelf.of(meetingId)) void readOn(reader)
    },
    readAll(which) {
      for (const reader of shelf.all()) if (which === undefined || reader.again) void readOn(reader)
    },
  }
}

interface Shelf {
  of(meetingId: string): readonly Reader[]
  all(): readonly Reader[]
  /** The reader that is at this number, or a new one. */
  readerAt(meetingId: MeetingId, after: bigint): Reader
  drop(reader: Reader): void
  /** Hands the followers over to another reader that is at the same number, whose next news are theirs too. */
  join(reader: Reader): void
}

function createShelf(): Shelf {
  const readers = new Map<string, Set<Reader>>()
  const of = (meetingId: string): readonly Reader[] => [...(readers.get(meetingId) ?? [])]

  function drop(reader: Reader): void {
    const here = readers.get(reader.meetingId)
    here?.delete(reader)
    if (here?.size === 0) readers.delete(reader.meetingId)
  }
  return {
    of,
    all: () => [...readers.values()].flatMap((here) => [...here]),
    readerAt(meetingId, after) {
      const known = of(meetingId).find(({ last }) => last === after)
      if (known) return known
      const reader = { meetingId, followers: new Set<Follower>(), last: after, reading: false, again: false }
      readers.set(meetingId, (readers.get(meetingId) ?? new Set()).add(reader))
      return reader
    },
    drop,
    join(reader) {
      const here = of(reader.meetingId)
      const other = here.find((one) => one !== reader && one.last === reader.last)
      if (!other || !here.includes(reader)) return
      for (const follower of reader.followers) other.followers.add(follower)
      drop(reader)
    },
  }
}
