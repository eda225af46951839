/** Words of accounts that an organisation's directory keeps. */
export const provisioning = {
  'provisioning.title': 'Annuaire (SCIM)',
  'provisioning.text':
    'Votre annuaire (Entra ID, Keycloak…) peut créer, renommer et désactiver ici les comptes de votre organisation. Donnez-lui l’adresse et une clé.',
  'provisioning.address': 'Adresse : {{url}}',
  'provisioning.copyAddress': 'Copier l’adresse',
  'provisioning.copyKey': 'Copier la clé',
  'provisioning.keys': 'Clés de l’annuaire',
  'provisioning.noKey': 'Aucune clé : aucun annuaire ne tient ces comptes.',
  'provisioning.newKey': 'Nouvelle clé',
  'provisioning.keyName': 'Nom de la clé',
  'provisioning.keyNameHint': 'Par exemple le nom de l’annuaire qui s’en servira.',
  'provisioning.keyNameEmpty': 'Donnez un nom à la clé.',
  'provisioning.keyMade': 'La clé est créée.',
  'provisioning.secretTitle': 'Copiez cette clé maintenant',
  'provisioning.secretText':
    'Elle n’est affichée qu’une fois. Collez-la dans la configuration de votre annuaire, et ne la transmettez à personne.',
  'provisioning.used': 'Utilisée le {{day}}',
  'provisioning.neverUsed': 'Jamais utilisée',
  'provisioning.withdraw': 'Retirer',
  'provisioning.withdrawNamed': 'Retirer la clé {{name}}',
  'provisioning.withdrawTitle': 'Retirer la clé {{name}} ?',
  'provisioning.withdrawText':
    'L’annuaire qui s’en sert ne pourra plus rien changer ici. Les comptes restent comme ils sont.',
  'provisioning.withdrawn': 'La clé est retirée.',
  'provisioning.group': 'Groupe qui administre l’organisation',
  'provisioning.groupHint':
    'Nom du groupe dans l’annuaire. Ses membres administrent l’organisation, et aucun autre compte de l’annuaire. Laissez vide pour choisir ici même qui administre.',
} as const
