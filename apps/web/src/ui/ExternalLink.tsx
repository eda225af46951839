import type { ReactNode } from 'react'
import { useTranslate } from '../platform/i18n/language.ts'
import { HiddenText } from './HiddenText.tsx'

interface ExternalLinkProps {
  readonly href: string
  readonly children: ReactNode
}

/** A link to a site of somebody else, in a window of its own, which is said (WCAG technique G201). */
export function ExternalLink({ href, children }: ExternalLinkProps) {
  const t = useTranslate()
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
      <HiddenText>{t('page.newWindow')}</HiddenText>
    </a>
  )
}
