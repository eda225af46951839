export const identity = {
  'identity.proconnect': "S'identifier avec ProConnect",
  'identity.aboutProconnect': 'What is ProConnect?',
  'identity.with': 'Sign in with {{provider}}',
  'identity.or': 'or with a local account',
  'identity.confirm': 'Confirm my identity',
  'identity.refused.unavailable':
    '{{provider}} does not answer at the moment. Try again shortly; meetings stay open to whoever has their link.',
  'identity.refused.cancelled': 'Signing in with {{provider}} was cancelled.',
  'identity.refused.expired':
    'This sign-in with {{provider}} has expired, was used already, or did not begin in this browser. Start again.',
  'identity.refused.refused':
    'The answer of {{provider}} could not be verified: nobody was signed in. Start again.',
  'identity.refused.incomplete': '{{provider}} did not give your email address. Tell your IT support.',
  'identity.refused.domain':
    'Addresses of your domain do not sign in here with {{provider}}. Try another way to sign in.',
  'identity.refused.organisation':
    '{{provider}} knows you, but your organisation does not use this service yet. You can join meetings that you are invited to.',
  'identity.refused.disabled':
    '{{provider}} knows you, but your account is disabled here. Ask the administrators of your organisation.',
  'identity.refused.stronger':
    'Your organisation asks for a stronger sign-in. Sign in again with {{provider}}, for instance with a second factor.',
}
