export { OrganisationsSection } from './OrganisationsSection.tsx'
export { organisationsQuery } from './organisations-query.ts'
