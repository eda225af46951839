export { ProviderChoice } from './ProviderChoice.tsx'
export { RefusalNotice } from './RefusalNotice.tsx'
export { stayQuiet, signInSilently } from './silent.ts'
