export { DelegationsSection } from './DelegationsSection.tsx'
export { RolesSection } from './RolesSection.tsx'
