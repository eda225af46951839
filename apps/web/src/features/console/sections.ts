import type { ComponentType } from 'react'
import type { ConsoleKey } from '../../platform/i18n/console-words.ts'
import { BrandingSection } from '../branding/index.ts'
import { AuditSection } from '../audit/index.ts'
import { ConnectionsSection } from '../connections/index.ts'
import { OrganisationsSection } from '../organisations/index.ts'
import { RetentionSection } from '../retention/index.ts'
import { StatisticsSection } from '../statistics/index.ts'
import { MeetingsSection } from '../supervision/index.ts'
import { UsersSection } from '../users/index.ts'
import { Overview } from './Overview.tsx'

/** A section of the console: an entry of its navigation, and what stands under its heading. */
export interface Section {
  /** What follows `/admin/`; empty for the first one. */
  readonly path: string
  readonly title: ConsoleKey
  /** `path`: what follows the section's own. */
  readonly Content: ComponentType<{ readonly path: string }>
  /** For those who administer the installation, not one organisation. */
  readonly platformOnly?: boolean
}

/** In the order of the navigation. */
export const sections: readonly Section[] = [
  { path: '', title: 'console.overview', Content: Overview },
  { path: 'meetings', title: 'supervision.title', Content: MeetingsSection },
  { path: 'users', title: 'users.title', Content: UsersSection },
  { path: 'organisations', title: 'organisations.title', Content: OrganisationsSection },
  { path: 'branding', title: 'branding.title', Content: BrandingSection, platformOnly: true },
  { path: 'connections', title: 'connections.title', Content: ConnectionsSection, platformOnly: true },
  { path: 'statistics', title: 'statistics.title', Content: StatisticsSection },
  { path: 'audit', title: 'audit.title', Content: AuditSection },
  { path: 'retention', title: 'retention.title', Content: RetentionSection, platformOnly: true },
]
