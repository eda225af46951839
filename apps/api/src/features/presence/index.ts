export { createWebhookProcessor } from './process-webhooks.ts'
export { endSitting } from './reconcile.ts'
export { mountPresence } from './routes.ts'
export { runReconciler } from './run-reconciler.ts'
