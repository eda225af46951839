export { StatisticsSection } from './StatisticsSection.tsx'
export { TodayFigures } from './TodayFigures.tsx'
