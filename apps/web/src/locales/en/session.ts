export const session = {
  'session.signIn': 'Sign in',
  'session.signOut': 'Sign out',
  'session.administration': 'Administration',
  'session.email': 'Email address',
  'session.password': 'Password',
  'setup.title': 'First administrator account',
  'setup.text': 'This account will be able to create meetings and administer this installation.',
  'setup.passwordHint': 'At least {{min}} characters. A sentence works well.',
  'setup.create': 'Create the account',
  'setup.already': 'I already have an account',
}
