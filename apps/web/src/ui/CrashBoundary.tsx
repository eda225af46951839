import { TriangleAlert } from 'lucide-react'
import { Component } from 'react'
import type { ReactNode } from 'react'
import { useTranslate } from '../platform/i18n/language.ts'
import { CodeMissing } from '../platform/on-demand.tsx'
import { renewWhenSuperseded } from '../platform/superseded.ts'
import { Button } from './Button.tsx'
import { Page } from './Page.tsx'
import { Statement } from './Statement.tsx'

/** Instead of a blank page when a screen fails, or when its code could not be loaded. */
export class CrashBoundary extends Component<
  { readonly children: ReactNode },
  { readonly crashed: boolean }
> {
  override state = { crashed: false }

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true }
  }

  override componentDidCatch(error: unknown): void {
    // What stood here is gone already: nothing is lost by loading the page anew.
    if (error instanceof CodeMissing) void renewWhenSuperseded()
  }

  override render(): ReactNode {
    return this.state.crashed ? <CrashPage /> : this.props.children
  }
}

function CrashPage() {
  const t = useTranslate()
  return (
    <Page centred>
      <Statement
        icon={<TriangleAlert size={32} aria-hidden="true" />}
        title={t('crash.title')}
        text={t('crash.text')}
      >
        <Button tone="primary" onClick={() => location.reload()}>
          {t('crash.reload')}
        </Button>
      </Statement>
    </Page>
  )
}
