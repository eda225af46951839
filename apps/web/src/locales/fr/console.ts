/** Words of the administration console. */
export const console = {
  'console.sections': 'Rubriques de l’administration',
  'console.signIn': 'L’administration demande de se connecter',
  'console.signInText': 'Connectez-vous avec un compte qui administre votre organisation.',
  'console.notAllowed': 'Cette page est réservée à l’administration',
  'console.notAllowedText':
    'Votre compte n’administre aucune organisation. Si vous en avez besoin, demandez ce rôle à une personne qui administre la vôtre.',
  'console.overview': 'Vue d’ensemble',
  'console.scopeAll': 'Vous administrez toutes les organisations de cette installation.',
  'console.scopeOwn': 'Vous administrez votre organisation.',
} as const
