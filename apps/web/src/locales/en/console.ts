export const console = {
  'console.sections': 'Sections of the administration',
  'console.signIn': 'The administration needs you to sign in',
  'console.signInText': 'Sign in with an account that administers your organisation.',
  'console.notAllowed': 'This page is for administrators',
  'console.notAllowedText':
    'Your account administers no organisation. If you need to, ask somebody who administers yours for this role.',
  'console.overview': 'Overview',
  'console.scopeAll': 'You administer every organisation of this installation.',
  'console.scopeOwn': 'You administer your organisation.',
}
