/** Words of the page itself and what can go wrong. */
export const page = {
  'page.home': 'Accueil',
  'page.language': 'Langue',
  'page.loading': 'Chargement…',
  'page.notOpened': 'La page ne peut pas s’ouvrir',
  'page.retry': 'Réessayer',
  'page.cancel': 'Annuler',
  'page.save': 'Enregistrer',
  'page.more': 'Afficher la suite',
  'page.close': 'Fermer',
  'page.copied': 'C’est copié.',
  'page.copyByHand': 'Le navigateur refuse de copier : sélectionnez le texte et copiez-le.',
  'page.newWindow': ' (nouvelle fenêtre)',

  'notFound.title': 'Cette page n’existe pas',
  'notFound.text': 'Vérifiez l’adresse, ou revenez à l’accueil.',
  'crash.title': 'Cette page ne répond plus',
  'crash.text':
    'Une erreur est survenue. Rechargez la page : si vous étiez en réunion, vous y reprendrez votre place.',
  'crash.reload': 'Recharger la page',

  'problem.invalid': 'La demande n’a pas été comprise. Vérifiez ce que vous avez saisi.',
  'problem.nameRequired': 'Indiquez votre nom pour que les autres vous reconnaissent.',
  'problem.confirmationWrong': 'L’adresse saisie n’est pas celle du compte.',
  'problem.signInRequired': 'Connectez-vous pour continuer.',
  'problem.wrongCredentials': 'Adresse ou mot de passe incorrect.',
  'problem.codeNeeded': 'Indiquez le code de votre application d’authentification.',
  'problem.wrongCode': 'Ce code ne convient pas : il est faux, ou il a déjà servi.',
  'problem.passwordLink': 'Ce lien ne convient pas : il a déjà servi, il a expiré, ou un autre l’a remplacé.',
  'problem.localAccountsOff': 'La connexion par mot de passe n’est pas ouverte pour ce compte.',
  'problem.wrongPassword': 'Ce n’est pas votre mot de passe actuel.',
  'problem.secondFactorRequired':
    'L’administration demande un second facteur. Activez-le dans « Mon compte ».',
  'problem.accountExists': 'Cette personne a déjà un compte.',
  'problem.crossSite': 'La demande venait d’un autre site ; elle a été refusée.',
  'problem.forbidden': 'Vous n’avez pas le droit de faire cela.',
  'problem.strongerSignIn':
    'Votre organisation demande une connexion plus sûre. Reconnectez-vous pour continuer.',
  'problem.assuranceNotMet':
    'Vous ne rempliriez pas vous-même cette exigence : rien n’a changé. Reconnectez-vous d’abord comme elle le demande.',
  'problem.guestsNotAllowed':
    'L’organisation de cette réunion n’accueille que des personnes qui ont un compte. Connectez-vous, puis revenez.',
  'problem.creationNotAllowed': 'Votre organisation réserve la création de réunions à d’autres personnes.',
  'problem.addressesNotAllowed':
    'Votre organisation ne permet pas de choisir l’adresse des réunions. Le code reste valable.',
  'problem.addressReserved': 'Cette adresse est réservée au site, ou ressemble trop à un code.',
  'problem.addressTaken': 'Cette adresse est déjà prise.',
  'problem.banned': 'Vous avez été banni·e de cette réunion.',
  'problem.entryRefused':
    'Votre demande vient d’être refusée. Vous pourrez demander de nouveau dans une minute.',
  'problem.removed': 'Vous avez été retiré·e de cette réunion.',
  'problem.locked':
    'La réunion est verrouillée : personne de nouveau n’y entre. Prévenez la personne qui l’organise.',
  'problem.chatNotAllowed':
    'Les organisateur·rices ne vous laissent pas écrire dans la discussion. Vous pouvez la lire.',
  'problem.chatFull': 'La discussion de cette réunion est pleine : aucun message ne peut plus y être ajouté.',
  'problem.messageNotFound': 'Ce message n’existe plus.',
  'problem.waitingFull': 'La salle d’attente est pleine. Réessayez dans quelques minutes.',
  'problem.setupLink':
    'Ce lien a déjà servi, ou il a expiré. S’il a servi à créer un compte, connectez-vous avec celui-ci ; sinon, relancez Parvis pour en obtenir un autre.',
  'problem.notFound': 'Ce que vous demandez n’existe pas.',
  'problem.meetingNotFound': 'Cette réunion n’existe pas.',
  'problem.roleNotFound': 'Cette personne n’est plus dans la liste.',
  'problem.lastOwner':
    'Une réunion garde toujours un·e propriétaire. Transférez-la d’abord à une autre personne.',
  'problem.administratorsStayOut':
    'L’administration n’entre que dans une réunion en cours, et seulement si les règles de l’organisation le permettent.',
  'problem.tooManyRoles': 'Cette réunion compte déjà le plus grand nombre de personnes avec un rôle.',
  'problem.tooManyTokens':
    'Cette organisation a déjà autant de clés qu’elle peut en avoir. Retirez-en une qui ne sert plus.',
  'problem.mailNotConfigured':
    'Cette installation n’envoie pas encore de courriels. Prévenez la personne qui l’administre.',
  'problem.contrastTooLow':
    'Ces couleurs se liraient mal : il faut un contraste d’au moins 4,5 sur chaque thème.',
  'problem.imageRefused': 'Cette image ne convient pas : il faut un fichier PNG ou WebP de 100 ko au plus.',
  'problem.domainInvalid':
    'Ce n’est pas un nom de domaine. Écrivez-le comme dans une adresse : ville.exemple.fr.',
  'problem.domainTaken': 'Ce domaine appartient déjà à une autre organisation.',
  'problem.siretTaken': 'Ce numéro SIRET appartient déjà à une autre organisation.',
  'problem.organisationNotEmpty':
    'Cette organisation a encore des personnes ou des réunions. Déplacez-les ou supprimez-les d’abord.',
  'problem.lastAdministrator':
    'Cette personne est la dernière à administrer. Donnez d’abord ce rôle à quelqu’un d’autre.',
  'problem.tooManyDelegations': 'Vous avez déjà donné le plus grand nombre de délégations.',
  'problem.passcodeRequired': 'Indiquez le code d’accès de la réunion.',
  'problem.passcodeWrong':
    'Ce code d’accès n’est pas le bon. Vérifiez-le auprès de la personne qui vous invite.',
  'problem.meetingFull': 'La réunion est complète. Réessayez quand quelqu’un l’aura quittée.',
  'problem.scheduleNotFound': 'Cette réunion planifiée n’existe plus.',
  'problem.scheduleCancelled': 'Cette réunion a été annulée.',
  'problem.scheduleImpossible':
    'Ces dates ne conviennent pas : elles sont passées, trop nombreuses ou trop lointaines, ou la première ne suit pas la répétition.',
  'problem.scheduleLimit':
    'C’est trop pour une seule réunion : au plus 50 planifications, de 500 personnes invitées chacune.',
  'problem.invitationQuota': 'C’est plus d’invitations que vous ne pouvez en envoyer pour le moment.',
  'problem.tooMany': 'Trop de tentatives. Patientez un instant, puis réessayez.',
  'problem.internal': 'Une erreur est survenue sur le serveur. Réessayez.',
  'problem.busy': 'Le service fait déjà plusieurs calculs à la fois. Réessayez dans un instant.',
  'problem.unavailable': 'Le service est momentanément indisponible. Réessayez dans un instant.',
  'problem.sfuUnavailable': 'Le serveur de réunion ne répond pas. Réessayez dans un instant.',
  'problem.codeMissing':
    'Cette partie de la page ne peut pas être chargée. Vérifiez votre connexion, ou rechargez la page : si vous êtes en réunion, vous y reprendrez votre place.',
  'problem.unreachable': 'Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.',
} as const
