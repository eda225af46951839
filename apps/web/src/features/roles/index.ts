export { RolesSection } from './RolesSection.tsx'
