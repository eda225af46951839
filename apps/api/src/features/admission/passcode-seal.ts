/** Under which name passcodes are sealed: hosts may read them again, a stolen table tells nothing. */
export const sealPurpose = 'meeting-passcode'
