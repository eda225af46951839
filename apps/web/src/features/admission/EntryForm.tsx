import type { MeetingDoor } from '@parvis/contract/meetings'
import { displayName, passcodeDigits } from '@parvis/contract/text'
import { useEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useStore } from '../../platform/store.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { CaptureProblem } from '../devices/index.ts'
import { SignInLink, useMe } from '../session/index.ts'
import { guestName, placeOfTab } from './door.ts'
import { NameField, PasscodeField } from './EntryFields.tsx'
import styles from './PrejoinPage.module.css'
import type { Visit, VisitStep } from './visit.ts'

interface NameFormProps {
  readonly visit: Visit
  readonly door: MeetingDoor | undefined
}

interface EntryFormProps extends NameFormProps {
  /** Looks at the door again. */
  readonly onRetry: () => void
}

/** The way in; or, where people without an account are not received, the way to sign in; or why nobody enters. */
export function EntryForm({ visit, door, onRetry }: EntryFormProps) {
  const t = useTranslate()
  if (door?.entry === 'sign-in')
    return (
      <Notice>
        <p>{t('problem.guestsNotAllowed')}</p>
        <SignInLink tone="primary" />
      </Notice>
    )
  // Who has a place in this tab, as after a reload, comes back to it: a lock keeps out who is new.
  if (door?.locked && placeOfTab(visit.slug).read() === undefined)
    return (
      <Notice tone="warning">
        <p>{t('problem.locked')}</p>
        <Button onClick={onRetry}>{t('page.retry')}</Button>
      </Notice>
    )
  return <NameForm visit={visit} door={door} />
}

/** The name, what stands in the way, and the one button. */
function NameForm({ visit, door }: NameFormProps) {
  const t = useTranslate()
  const me = useMe()
  const step = useStore(visit.step)
  const [typed, setTyped] = useState(() => guestName.read() ?? '')
  const [nameless, setNameless] = useState(false)
  const [code, setCode] = useState('')
  const [codeless, setCodeless] = useState(false)
  const asAdministrator = new URLSearchParams(location.search).get('as') === 'administrator'
  const asked = !asAdministrator && (door?.passcode ?? false)
  const ownPlace = door?.ownPlace ?? undefined
  const tabPlace = placeOfTab(visit.slug).read()
  const form = useRef<HTMLFormElement>(null)
  useNameFocus(form, { when: me === null && typed === '' })

  function handleSubmit(): void {
    const { devices, join } = visit
    const name = me ? undefined : displayName.safeParse(typed).data
    setNameless(!me && name === undefined)
    if (!me && name === undefined) return form.current?.querySelector('input')?.focus()
    if (name !== undefined) guestName.write(name)
    const passcode = asked ? passcodeDigits.safeParse(code).data : undefined
    setCodeless(asked && passcode === undefined)
    if (asked && passcode === undefined)
      return form.current?.querySelector<HTMLElement>('[inputmode]')?.focus()
    // The click is the gesture in which the browser asks, once, if it was not allowed yet.
    if (devices.state.get().permission === 'prompt') void devices.open()
    void join({
      name,
      participantId: ownPlace ?? tabPlace,
      passcode,
      ...(asAdministrator && { asAdministrator }),
    })
  }

  return (
    <form
      ref={form}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        handleSubmit()
      }}
    >
      <NameField me={me} value={typed} missing={nameless} onChange={setTyped} />
      {asked && <PasscodeField value={code} missing={codeless} onChange={setCode} />}
      {ownPlace !== undefined && ownPlace !== tabPlace && (
        <Notice title={t('prejoin.elsewhere')}>{t('prejoin.elsewhereText')}</Notice>
      )}
      <CaptureProblem devices={visit.devices} />
      <Refusal step={step} />
      <EntryButton
        asks={!asAdministrator && door?.entry === 'ask'}
        asAdministrator={asAdministrator}
        busy={step.kind === 'entering'}
        disabled={!door || me === undefined}
      />
    </form>
  )
}

interface EntryButtonProps {
  /** A host has to answer first. */
  readonly asks: boolean
  readonly asAdministrator: boolean
  readonly busy: boolean
  readonly disabled: boolean
}

function EntryButton({ asks, asAdministrator, busy, disabled }: EntryButtonProps) {
  const t = useTranslate()
  return (
    <>
      {asAdministrator && <Notice>{t('prejoin.asAdministrator')}</Notice>}
      {asks && <p className={styles.ask}>{t('prejoin.askText')}</p>}
      <Button type="submit" tone="primary" large busy={busy} disabled={disabled}>
        {t(asks ? 'prejoin.ask' : 'prejoin.join')}
      </Button>
    </>
  )
}

function Refusal({ step }: { readonly step: VisitStep }) {
  const t = useTranslate()
  if (step.kind !== 'door' || step.error === undefined) return null
  return <Notice tone="danger">{t(toMessageKey(step.error))}</Notice>
}

function useNameFocus(form: RefObject<HTMLFormElement | null>, { when }: { readonly when: boolean }): void {
  // Focus is the browser's: the name is the only thing that a newcomer has to give.
  useEffect(() => {
    if (when) form.current?.querySelector('input')?.focus()
  }, [form, when])
}
