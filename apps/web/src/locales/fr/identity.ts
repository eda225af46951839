/** Words of signing in through identity providers. */
export const identity = {
  // The wording that ProConnect asks for, with its straight apostrophe.
  'identity.proconnect': "S'identifier avec ProConnect",
  'identity.aboutProconnect': 'Qu’est-ce que ProConnect ?',
  'identity.with': 'Se connecter avec {{provider}}',
  'identity.or': 'ou avec un compte local',
  'identity.confirm': 'Confirmer mon identité',
  'identity.refused.unavailable':
    '{{provider}} ne répond pas pour le moment. Réessayez dans un instant ; les réunions restent ouvertes à qui en a le lien.',
  'identity.refused.cancelled': 'La connexion avec {{provider}} a été annulée.',
  'identity.refused.expired':
    'Cette connexion avec {{provider}} a expiré, a déjà servi, ou n’a pas commencé dans ce navigateur. Recommencez.',
  'identity.refused.refused':
    'La réponse de {{provider}} n’a pas pu être vérifiée : personne n’a été connecté. Recommencez.',
  'identity.refused.incomplete':
    '{{provider}} n’a pas transmis votre adresse électronique. Signalez-le à votre support informatique.',
  'identity.refused.domain':
    'Les adresses de votre domaine ne se connectent pas ici avec {{provider}}. Essayez un autre moyen de connexion.',
  'identity.refused.organisation':
    'Vous êtes reconnu·e par {{provider}}, mais votre organisation n’utilise pas encore ce service. Vous pouvez rejoindre les réunions auxquelles on vous invite.',
  'identity.refused.disabled':
    '{{provider}} vous reconnaît, mais votre compte est désactivé ici. Adressez-vous à l’administration de votre organisation.',
  'identity.refused.stronger':
    'Votre organisation demande une connexion plus sûre. Reconnectez-vous avec {{provider}}, par exemple avec un second facteur.',
} as const
