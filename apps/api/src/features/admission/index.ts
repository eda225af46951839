export { mountAdmission } from './routes.ts'
