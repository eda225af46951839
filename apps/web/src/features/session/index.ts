export { Account } from './Account.tsx'
export { meQuery, useMe } from './me.ts'
export { SignInPage } from './SignInPage.tsx'
export { takeSetUpToken } from './set-up-token.ts'
