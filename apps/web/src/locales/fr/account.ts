/** Words of one’s own account. */
export const account = {
  'account.title': 'Mon compte',
  'account.identity': 'Identité',
  'account.name': 'Nom',
  'account.nameSaved': 'Votre nom est enregistré.',
  'account.provided': 'Votre nom et votre adresse viennent de votre fournisseur d’identité.',

  'account.password': 'Mot de passe',
  'account.currentPassword': 'Mot de passe actuel',
  'account.newPassword': 'Nouveau mot de passe',
  'account.changePassword': 'Changer le mot de passe',
  'account.passwordSaved': 'Votre mot de passe est changé. Vos autres sessions sont fermées.',

  'account.sessions': 'Sessions ouvertes',
  'account.sessionsText': 'Fermez celles que vous ne reconnaissez pas, puis changez votre mot de passe.',
  'account.session': '{{browser}} sur {{system}}',
  'account.sessionOf': '{{browser}} sur {{system}}, {{seen}}',
  'account.unknownBrowser': 'Navigateur inconnu',
  'account.unknownSystem': 'système inconnu',
  'account.seen': 'utilisée le {{date}}',
  'account.current': 'cette session',
  'account.endSession': 'Fermer',
  'account.endNamed': 'Fermer : {{session}}',
  'account.endOthers': 'Fermer toutes les autres sessions',
  'account.sessionEnded': 'La session est fermée.',
  'account.othersEnded': 'Les autres sessions sont fermées.',

  'factor.title': 'Second facteur',
  'factor.off':
    'À la connexion, un code de votre application d’authentification protège votre compte, même si votre mot de passe est connu.',
  'factor.on': 'Le second facteur est actif : un code est demandé à chaque connexion.',
  'factor.required':
    'L’administration de cette installation demande un second facteur. Tant qu’il n’est pas actif, vous n’administrez pas.',
  'factor.codesLeft_one': 'Il vous reste {{count}} code de secours.',
  'factor.codesLeft_other': 'Il vous reste {{count}} codes de secours.',
  'factor.begin': 'Activer le second facteur',
  'factor.passwordFirst': 'Confirmez d’abord avec votre mot de passe.',
  'factor.scan':
    'Lisez cette image avec votre application d’authentification, ou saisissez-y la clé. Indiquez ensuite le code qu’elle affiche.',
  'factor.image': 'Code QR de la clé',
  'factor.key': 'Clé',
  'factor.code': 'Code à six chiffres',
  'factor.confirm': 'Vérifier et activer',
  'factor.remove': 'Retirer le second facteur',
  'factor.replace':
    'Vous changez de téléphone, ou il vous faut de nouveaux codes de secours ? Retirez le second facteur, puis activez-le de nouveau.',
  'factor.removeRequired':
    'Sans second facteur, vous n’administrez plus, jusqu’à ce que vous en activiez un autre.',
  'factor.removed': 'Le second facteur est retiré.',
  'factor.codes': 'Vos codes de secours',
  'factor.codesText':
    'Chacun ouvre votre compte une fois, si vous perdez votre application. Gardez-les en lieu sûr : ils ne seront plus affichés.',
  'factor.copy': 'Copier les codes',
  'factor.copied': 'Les codes sont copiés.',
  'factor.notCopied': 'Le navigateur refuse de copier : notez les codes à la main.',
  'factor.kept': 'Je les ai gardés',

  'link.choose': 'Choisir un mot de passe',
  'link.for': 'Pour le compte {{email}}.',
  'link.save': 'Enregistrer le mot de passe',
  'link.saved': 'Votre mot de passe est enregistré. Connectez-vous.',
  'link.invited':
    'Vous étiez invité·e et n’avez jamais choisi de mot de passe ? Demandez une nouvelle invitation à la personne qui administre.',
  'link.askAgain': 'Demander un autre lien',
  'link.forgotten': 'Mot de passe oublié',
  'link.forgottenText':
    'Nous enverrons un lien à cette adresse, si elle a un compte. Il sert une fois, pendant une heure.',
  'link.send': 'Envoyer le lien',
  'link.sent': 'Vérifiez votre courrier',
  'link.sentText':
    'Si cette adresse a un compte, un lien vient d’y être envoyé. Il peut mettre quelques minutes à arriver ; regardez aussi dans les indésirables.',
  'link.back': 'Revenir à la connexion',
} as const
