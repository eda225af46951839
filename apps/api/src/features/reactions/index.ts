export { mountReactions } from './routes.ts'
