export { ProvisioningPart } from './ProvisioningPart.tsx'
