/** Words of the chat in the call. */
export const chat = {
  'chat.unread_one': '{{count}} message non lu',
  'chat.unread_other': '{{count}} messages non lus',
  'chat.since_one':
    'Tout ce qui est écrit depuis le début de la réunion, à {{time}}. Effacé {{count}} jour après sa fin.',
  'chat.since_other':
    'Tout ce qui est écrit depuis le début de la réunion, à {{time}}. Effacé {{count}} jours après sa fin.',
  'chat.messages': 'Messages',
  'chat.empty': 'Personne n’a encore écrit.',
  'chat.older': 'Messages précédents',
  'chat.field': 'Message',
  'chat.hint': 'Entrée envoie, Maj+Entrée va à la ligne.',
  'chat.send': 'Envoyer',
  'chat.tooLong': 'Ce message compte {{count}} caractères. La limite est de {{most}}.',
  'chat.notInside': 'Vous n’êtes plus dans la réunion. Votre message n’est pas parti.',
  'chat.delete': 'Supprimer le message de {{name}}',
  'chat.deleteTitle': 'Supprimer ce message ?',
  'chat.deleteText': 'Il disparaît pour tout le monde, et son texte est effacé.',
  'chat.deleteAction': 'Supprimer',
  'chat.deleted': 'Le message est supprimé.',
  'chat.deletedByHost': '{{name}} a supprimé votre message de la discussion.',
  'chat.announce': 'Annoncer au lecteur d’écran',
  'chat.said': '{{name}} écrit : {{text}}',
} as const
