import type { ParticipantId } from '@parvis/contract/ids'
import type { PresentParticipant } from '@parvis/contract/live'
import { Hand, Mic, MicOff, MonitorUp, Star, VideoOff } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { Call, CallParticipant } from '../../rtc/call.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { HiddenText } from '../../ui/HiddenText.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { HandMark, handQueue, handsFirst } from '../hands/index.ts'
import type { LiveMeeting } from '../live/index.ts'
import { ParticipantMenu, RenameSelf, StandingBadges, WaitingList } from '../moderation/index.ts'
import type { HostActs, Mute } from '../moderation/index.ts'
import { matchesName, PeopleFilter } from './PeopleFilter.tsx'
import styles from './PeoplePanel.module.css'

interface PeoplePanelProps {
  readonly call: Call
  readonly live: LiveMeeting
  /** For hosts. */
  readonly acts: HostActs | undefined
  /** For others who may. */
  readonly onMute: Mute | undefined
  readonly onClose: () => void
}

export function PeoplePanel({ call, live, acts, onMute, onClose }: PeoplePanelProps) {
  const t = useTranslate()
  const ids = useStore(call.participants)
  const { present, waiting } = live
  // Oneself comes first.
  const own = present.find(({ id }) => id === ids[0])
  const queue = handQueue(present)
  const [typed, setTyped] = useState('')
  const persons = new Map(present.map((person) => [person.id, person]))
  // Everybody whom the server counts in, be their media there or not: in one list, so that a row stays what it is when
  // their media come.
  const everybody = new Set([...handsFirst(ids, queue), ...persons.keys()])
  const here = new Set(ids)
  const nameOf = (id: ParticipantId) => persons.get(id)?.name ?? call.participant(id).get().name
  const found = [...everybody].filter((id) => matchesName(nameOf(id), typed))

  return (
    <SidePanel title={t('control.people')} count={ids.length} onClose={onClose}>
      {acts && waiting && <WaitingList waiting={waiting} talk={live.talk} acts={acts} />}
      <PeopleFilter among={everybody.size} found={found.length} value={typed} onChange={setTyped} />
      <ul className={styles.list}>
        {found.map((id) => (
          <Person
            key={id}
            call={call}
            id={id}
            connecting={!here.has(id)}
            person={persons.get(id)}
            live={live}
            own={own}
            acts={acts}
            onMute={onMute}
            handPlace={queue.indexOf(id) + 1}
          />
        ))}
      </ul>
      {acts && queue.length > 0 && (
        <Button icon={<Hand size={20} aria-hidden="true" />} onClick={acts.lowerHands}>
          {t('hand.lowerAll')}
        </Button>
      )}
      {acts && (
        <Button icon={<MicOff size={20} aria-hidden="true" />} onClick={acts.muteAll}>
          {t('host.muteAll')}
        </Button>
      )}
    </SidePanel>
  )
}

interface PersonProps extends Pick<PeoplePanelProps, 'call' | 'live' | 'acts' | 'onMute'> {
  readonly id: ParticipantId
  /** Counted in by the server, and without media so far. */
  readonly connecting: boolean
  readonly person: PresentParticipant | undefined
  readonly own: PresentParticipant | undefined
  readonly handPlace: number
}

function Person({ call, id, connecting, person, live, own, acts, onMute, handPlace }: PersonProps) {
  const t = useTranslate()
  const media = useStore(call.participant(id))
  const { local, microphone } = media
  const name = (connecting ? person?.name : undefined) ?? media.name
  return (
    <li className={styles.person}>
      <Avatar name={name} small />
      <Who name={local ? t('tile.you', { name }) : name} person={person} />
      {connecting ? (
        <span className={styles.state}>{t('people.connecting')}</span>
      ) : (
        <States media={media} spotlit={live.spotlight === id} handPlace={handPlace} />
      )}
      {local && !acts && person?.account === false && live.meeting?.renaming && (
        <RenameSelf slug={live.meeting.slug} id={id} name={name} />
      )}
      {onMute && person && !person.host && !local && microphone === 'on' && (
        <IconButton
          label={t('host.muteOne', { name })}
          icon={<Mic size={20} />}
          onClick={() => onMute(person)}
        />
      )}
      <HostMenu person={person} own={own} media={connecting ? undefined : media} live={live} acts={acts} />
    </li>
  )
}

interface StatesProps extends Pick<PersonProps, 'handPlace'> {
  readonly media: CallParticipant
  readonly spotlit: boolean
}

function States({ media: { sharing, microphone, camera }, spotlit, handPlace }: StatesProps) {
  const t = useTranslate()
  return (
    <>
      {handPlace > 0 && (
        <State icon={<HandMark place={handPlace} />} words={t('hand.place', { place: handPlace })} />
      )}
      {spotlit && <State icon={<Star size={20} />} words={t('tile.spotlit')} />}
      {sharing && <State icon={<MonitorUp size={20} />} words={t('tile.sharing')} />}
      {microphone === 'off' && <State icon={<MicOff size={20} />} words={t('tile.muted')} />}
      {camera === 'off' && <State icon={<VideoOff size={20} />} words={t('tile.noCamera')} />}
    </>
  )
}

interface WhoProps {
  readonly name: string
  readonly person: PresentParticipant | undefined
}

function Who({ name, person }: WhoProps) {
  const t = useTranslate()
  return (
    <span className={styles.who}>
      <span className={styles.name} title={name}>
        {name}
      </span>
      {person && (person.host || person.administrator || !person.account || person.vouchers) && (
        <span className={styles.badges}>
          {person.administrator && <Badge strong>{t('badge.administrator')}</Badge>}
          {person.host && <Badge strong>{t('badge.host')}</Badge>}
          {(!person.account || person.vouchers) && <StandingBadges known={person} />}
        </span>
      )}
      {person?.vouchers?.admittedBy && (
        <span className={styles.state}>{t('people.admittedBy', { name: person.vouchers.admittedBy })}</span>
      )}
    </span>
  )
}

interface HostMenuProps extends Pick<PeoplePanelProps, 'live' | 'acts'> {
  readonly person: PresentParticipant | undefined
  /** The host who looks. */
  readonly own: PresentParticipant | undefined
  readonly media: CallParticipant | undefined
}

function HostMenu({ person, own, media, live, acts }: HostMenuProps) {
  if (!acts || !person || !live.meeting) return null
  const spotlit = live.spotlight === person.id
  return (
    <ParticipantMenu
      person={person}
      own={own}
      media={media}
      spotlit={spotlit}
      rights={live.meeting.rights}
      acts={acts}
    />
  )
}

function State({ icon, words }: { readonly icon: ReactNode; readonly words: string }) {
  return (
    <span title={words}>
      {icon}
      <HiddenText>{words}</HiddenText>
    </span>
  )
}
