export { findPrincipal, findPrincipals } from './delegation-store.ts'
export { mountRoles } from './routes.ts'
export { sealRoles } from './seal-roles.ts'
