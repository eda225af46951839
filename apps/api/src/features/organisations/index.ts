export { readCreationPolicy } from './creation-policy.ts'
export { mountOrganisations } from './routes.ts'
