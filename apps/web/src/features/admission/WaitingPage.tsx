import type { MeetingSlug } from '@parvis/contract/ids'
import { sendWaitingText } from '@parvis/contract/waiting-room'
import { useEffect, useRef, useState } from 'react'
import { BellRing, LogOut } from 'lucide-react'
import { call } from '../../platform/api.ts'
import type { MessageKey } from '../../platform/i18n/catalog.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { Conversation } from '../../ui/Conversation.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/page.ts'
import { Page } from '../../ui/Page.tsx'
import { CaptureProblem, DeviceNotices } from '../devices/index.ts'
import styles from './PrejoinPage.module.css'
import { DeviceMenus, Preview } from './Preview.tsx'
import { useAdmissionSignal } from './use-admission-signal.ts'
import type { Visit, VisitStep } from './visit.ts'

type WaitingStep = Extract<VisitStep, { readonly kind: 'waiting' }>

interface WaitingPageProps {
  readonly visit: Visit
  readonly step: WaitingStep
}

/** Between asking and entering: nothing to do but to set microphone and camera, or to leave. */
export function WaitingPage({ visit, step }: WaitingPageProps) {
  const t = useTranslate()
  const { devices, slug } = visit
  useTitle(step.admitted ? t('waiting.admitted') : t('waiting.tab', { slug }))
  useAdmissionSignal(devices, { admitted: step.admitted })
  return (
    <Page>
      <div className={styles.prejoin}>
        <Preview devices={devices} />
        <section className={styles.entry}>
          <WaitingSign slug={slug} step={step} />
          <WaitingConversation slug={slug} step={step} />
          <CaptureProblem devices={devices} />
          <div className={styles.actions}>
            <NotifyButton />
            <Button icon={<LogOut size={20} aria-hidden="true" />} onClick={() => visit.end('left')}>
              {t('control.leave')}
            </Button>
          </div>
        </section>
        <DeviceMenus devices={devices} />
      </div>
      <DeviceNotices devices={devices} />
    </Page>
  )
}

function WaitingSign({ slug, step }: { readonly slug: string; readonly step: WaitingStep }) {
  const t = useTranslate()
  const title = useRef<HTMLHeadingElement>(null)

  // Focus is the browser's: the button that was pressed is gone, and the words are what comes next.
  useEffect(() => title.current?.focus(), [])

  return (
    <header className={styles.sign}>
      <h1 ref={title} className={styles.title} tabIndex={-1}>
        {t(step.admitted ? 'waiting.admitted' : 'waiting.title')}
      </h1>
      <p className={styles.slug}>{slug}</p>
      <output className={styles.lead}>{t(leadOf(step))}</output>
      {!step.admitted && step.talk.message !== null && <HostMessage text={step.talk.message} />}
      <p className={styles.ask}>{t('waiting.as', { name: step.place.name })}</p>
      <p className={styles.ask}>{t('waiting.stay')}</p>
    </header>
  )
}

/** What the person waits for, and whether somebody is there to answer, as soon as that is known. */
function leadOf({ admitted, hostPresent }: WaitingStep): MessageKey {
  if (admitted) return 'waiting.entering'
  if (hostPresent === undefined) return 'waiting.text'
  return hostPresent ? 'waiting.hostHere' : 'waiting.hostAway'
}

/** What hosts say to all who wait; said when it comes, without taking the floor. */
function HostMessage({ text }: { readonly text: string }) {
  const t = useTranslate()
  return <Notice title={t('waitingRoom.fromHosts')}>{text}</Notice>
}

/** Lines between this person and the hosts, when the meeting allows them. */
function WaitingConversation({ slug, step }: { readonly slug: MeetingSlug; readonly step: WaitingStep }) {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const { talk, place } = step
  if (step.admitted || (!talk.allowed && talk.lines.length === 0)) return null

  async function send(text: string): Promise<void> {
    try {
      await call(sendWaitingText, { params: { slug }, body: { place: place.participantId, text } })
    } catch (error) {
      announcer.show(t(toMessageKey(error)))
    }
  }

  return (
    <Conversation
      title={t('waitingRoom.withHosts')}
      lines={talk.lines.map(({ id, from, text }) => ({
        id,
        own: from === 'waiting',
        from: from === 'waiting' ? place.name : t('live.aHost'),
        text,
      }))}
      fieldLabel={t('waitingRoom.writeToHosts')}
      sendLabel={t('waitingRoom.send')}
      announced
      onSend={talk.allowed ? (text) => void send(text) : undefined}
    />
  )
}

/** The browser asks for permission only after this press, never by itself. */
function NotifyButton() {
  const t = useTranslate()
  const [permission, setPermission] = useState(() =>
    'Notification' in window ? Notification.permission : 'denied',
  )
  if (permission === 'granted') return <p className={styles.ask}>{t('waiting.notifyOn')}</p>
  if (permission === 'denied') return null
  return (
    <Button
      icon={<BellRing size={20} aria-hidden="true" />}
      onClick={() => void Notification.requestPermission().then(setPermission)}
    >
      {t('waiting.notify')}
    </Button>
  )
}
