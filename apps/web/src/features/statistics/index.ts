export { StatisticsSection } from './StatisticsSection.tsx'
