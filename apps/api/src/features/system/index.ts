export { apiVersion, mountSystem } from './routes.ts'
export { serveMetrics } from './serve-metrics.ts'
