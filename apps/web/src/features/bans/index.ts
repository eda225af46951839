export { BansSection } from './BansSection.tsx'
