export { mountRoles } from './routes.ts'
export { sealRoles } from './seal-roles.ts'
