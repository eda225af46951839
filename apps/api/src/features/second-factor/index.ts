export { createSecondFactorCheck } from './check.ts'
export { mountSecondFactor } from './routes.ts'
export { removeFactor } from './store.ts'
