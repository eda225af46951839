export { mountHands } from './routes.ts'
