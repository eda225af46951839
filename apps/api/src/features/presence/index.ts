export { createWebhookProcessor } from './process-webhooks.ts'
export { endInDatabase, endSitting } from './reconcile.ts'
export { mountPresence } from './routes.ts'
export { runReconciler } from './run-reconciler.ts'
