export { UsersSection } from './UsersSection.tsx'
