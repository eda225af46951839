export { ConnectionsSection } from './ConnectionsSection.tsx'
export { InstallationState } from './InstallationState.tsx'
