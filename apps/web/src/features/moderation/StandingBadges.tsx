import { BadgeCheck } from 'lucide-react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { describeStanding } from './standing.ts'
import type { Known } from './standing.ts'

/** How somebody is known, apart from what they call themselves (security.md, A21). */
export function StandingBadges({ known }: { readonly known: Known }) {
  const t = useTranslate()
  const [first = '', ...others] = describeStanding(known, t)
  const verified = known.vouchers?.provider !== undefined
  return (
    <>
      <Badge icon={verified && <BadgeCheck size={12} aria-hidden="true" />}>{first}</Badge>
      {others.map((word) => (
        <Badge key={word}>{word}</Badge>
      ))}
    </>
  )
}
