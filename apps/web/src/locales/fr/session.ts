/** Words of signing in and accounts. */
export const session = {
  'session.signIn': 'Se connecter',
  'session.signOut': 'Se déconnecter',
  'session.administration': 'Administration',
  'session.email': 'Adresse électronique',
  'session.password': 'Mot de passe',
  'session.forgotten': 'Mot de passe oublié',
  'session.code': 'Code à usage unique',
  'session.codeHint': 'Celui de votre application d’authentification, ou un code de secours.',
  'session.account': 'Mon compte',
  'session.ownAccount': '{{name}} : mon compte',
  'setup.title': 'Premier compte administrateur',
  'setup.text': 'Ce compte pourra créer des réunions et administrer cette installation.',
  'setup.passwordHint': 'Au moins {{min}} caractères. Une phrase convient bien.',
  'setup.create': 'Créer le compte',
  'setup.already': 'J’ai déjà un compte',
} as const
