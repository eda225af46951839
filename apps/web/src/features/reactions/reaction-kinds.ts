import type { ReactionName } from '@parvis/contract/reactions'
import type { MessageKey } from '../../platform/i18n/catalog.ts'

/** How each reaction is shown, and what it is called where it cannot be seen. */
export const reactionKinds: Readonly<
  Record<ReactionName, { readonly emoji: string; readonly word: MessageKey }>
> = {
  'thumbs-up': { emoji: '👍', word: 'reaction.thumbsUp' },
  clap: { emoji: '👏', word: 'reaction.clap' },
  heart: { emoji: '❤️', word: 'reaction.heart' },
  laugh: { emoji: '😂', word: 'reaction.laugh' },
  surprise: { emoji: '😮', word: 'reaction.surprise' },
  party: { emoji: '🎉', word: 'reaction.party' },
}
