import { chooseAddress, removeAddress, typedAddress } from '@parvis/contract/addresses'
import type { MeetingAddress } from '@parvis/contract/addresses'
import type { OwnMeeting } from '@parvis/contract/meetings'
import { Problem } from '@parvis/contract/problems'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './ManagePage.module.css'

/** The address that owners choose beside the code. Where none may be chosen, one that is there can still be given up. */
export function AddressSettings({ meeting }: { readonly meeting: OwnMeeting }) {
  const t = useMeetingsTranslate()
  const { choose, remove } = useAddress(meeting)
  const { slug, address, addressesAllowed } = meeting
  if (!addressesAllowed && !address) return null
  return (
    <section className={styles.box} aria-labelledby="address-title">
      <h3 id="address-title" className={styles.boxTitle}>
        {t('address.title')}
      </h3>
      <p className={styles.address}>{t(address ? 'address.chosen' : 'address.text', { slug })}</p>
      {addressesAllowed && <AddressForm address={address} choose={choose} />}
      {address && (
        <div className={styles.row}>
          <Button tone="quiet" busy={remove.isPending} onClick={() => remove.mutate()}>
            {t('address.remove')}
          </Button>
        </div>
      )}
    </section>
  )
}

interface AddressFormProps {
  readonly address: MeetingAddress | null
  readonly choose: ReturnType<typeof useAddress>['choose']
}

function AddressForm({ address, choose }: AddressFormProps) {
  const t = useMeetingsTranslate()
  const [typed, setTyped] = useState<string>(address ?? '')
  const [wrong, setWrong] = useState(false)
  const meant = typedAddress.safeParse(typed).data
  const refused = choose.error && t(toMessageKey(choose.error))
  const suggestion = choose.error instanceof Problem ? choose.error.extras.suggestion : undefined

  function handleChange(value: string): void {
    setTyped(value)
    setWrong(false)
    choose.reset()
  }

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setWrong(!meant)
        if (meant) choose.mutate(meant)
      }}
    >
      <TextField
        label={t('address.own')}
        hint={t('address.hint')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={200}
        value={typed}
        error={wrong ? t('address.wrong') : (refused ?? undefined)}
        onChange={({ target }) => handleChange(target.value)}
      />
      {meant && <output className={styles.address}>{`${location.host}/${meant}`}</output>}
      <div className={styles.row}>
        <Button type="submit" tone="primary" busy={choose.isPending}>
          {t(address ? 'address.change' : 'address.choose')}
        </Button>
        {suggestion !== undefined && (
          <Button onClick={() => handleChange(suggestion)}>{t('address.suggestion', { suggestion })}</Button>
        )}
      </div>
    </form>
  )
}

function useAddress({ slug }: OwnMeeting) {
  const t = useMeetingsTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const params = { slug }
  const onSettled = () => queries.invalidateQueries({ queryKey: ['meetings'] })
  const choose = useMutation({
    mutationFn: (address: MeetingAddress) => call(chooseAddress, { params, body: { address } }),
    onSuccess: () => announcer.show(t('address.done')),
    onSettled,
  })
  const remove = useMutation({
    mutationFn: () => call(removeAddress, { params }),
    onSuccess: () => announcer.show(t('address.removed')),
    onError: (error) => announcer.show(t(toMessageKey(error))),
    onSettled,
  })
  return { choose, remove }
}
