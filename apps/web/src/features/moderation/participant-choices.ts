import type { PresentParticipant } from '@parvis/contract/live'
import type { MediaSource } from '@parvis/contract/moderation'
import type { MessageKey } from '../../platform/i18n/catalog.ts'
import type { CallParticipant } from '../../rtc/call.ts'

export interface Choice {
  readonly label: MessageKey
  readonly act:
    | { readonly kind: 'mute'; readonly source: MediaSource }
    | { readonly kind: 'spotlight'; readonly on: boolean }
    | { readonly kind: 'mute-others' | 'lower-hand' }
    | { readonly kind: 'make-host'; readonly host: boolean }
    | { readonly kind: 'rights' | 'rename' | 'remove' | 'ban' }
}

/** Somebody in the list of a host. */
interface Chosen {
  readonly person: PresentParticipant
  /** What they send now; undefined as long as their media are not there. */
  readonly media: Pick<CallParticipant, 'local' | 'microphone' | 'camera' | 'sharing'> | undefined
  readonly spotlit: boolean
  /** The host who chooses. */
  readonly own: PresentParticipant | undefined
}

/**
 * What a host may choose for somebody: only what would change something. Nobody is ever switched on from elsewhere;
 * what hosts do to themselves they do with their own controls, but for the spotlight.
 */
export function choicesOf({ person, media, spotlit, own }: Chosen): readonly Choice[] {
  const spotlight: Choice = {
    label: spotlit ? 'host.unspotlight' : 'host.spotlight',
    act: { kind: 'spotlight', on: !spotlit },
  }
  // Accounts keep the name that is vouched for.
  const rename: readonly Choice[] = person.account ? [] : [{ label: 'host.rename', act: { kind: 'rename' } }]
  if (media?.local) return [spotlight, ...rename]
  const choices: Choice[] = []
  if (person.handRaisedAt !== undefined) choices.push({ label: 'hand.lower', act: { kind: 'lower-hand' } })
  if (media?.microphone === 'on')
    choices.push({ label: 'host.mute', act: { kind: 'mute', source: 'microphone' } })
  if (media?.camera === 'on')
    choices.push({ label: 'host.stopCamera', act: { kind: 'mute', source: 'camera' } })
  if (media?.sharing) choices.push({ label: 'host.stopShare', act: { kind: 'mute', source: 'screen' } })
  // Hosts keep their microphones in any case.
  if (media?.microphone === 'on' && !person.host)
    choices.push({ label: 'host.muteOthers', act: { kind: 'mute-others' } })
  choices.push(spotlight)
  // Rules for participants do not hold hosts.
  if (!person.host) choices.push({ label: 'host.rights', act: { kind: 'rights' } })
  const below = !(person.host || person.vouchers?.role) || ranksAbove(own, person)
  if (below) choices.push(...rename)
  if (below || !person.host)
    choices.push({
      label: person.host ? 'host.unmake' : 'host.make',
      act: { kind: 'make-host', host: !person.host },
    })
  if (below)
    choices.push(
      { label: 'host.remove', act: { kind: 'remove' } },
      { label: 'host.ban', act: { kind: 'ban' } },
    )
  return choices
}

/** Among hosts, the owner stands above the co-hosts, and these above whoever was made host in this sitting. */
function ranksAbove(one: PresentParticipant | undefined, other: PresentParticipant): boolean {
  const rankOf = (person: PresentParticipant | undefined) =>
    [undefined, 'cohost', 'owner'].indexOf(person?.vouchers?.role)
  return rankOf(one) > rankOf(other)
}
