export const page = {
  'page.home': 'Home',
  'page.language': 'Language',
  'page.loading': 'Loading…',
  'page.notOpened': 'The page cannot open',
  'page.retry': 'Try again',
  'page.cancel': 'Cancel',
  'page.save': 'Save',
  'page.more': 'Show more',
  'page.close': 'Close',
  'page.copied': 'Copied.',
  'page.copyByHand': 'The browser refuses to copy: select the text and copy it.',
  'page.newWindow': ' (new window)',

  'notFound.title': 'This page does not exist',
  'notFound.text': 'Check the address, or go back to the home page.',
  'crash.title': 'This page has stopped working',
  'crash.text':
    'Something went wrong. Reload the page: if you were in a meeting, you will get your place back.',
  'crash.reload': 'Reload the page',

  'problem.invalid': 'The request was not understood. Check what you entered.',
  'problem.nameRequired': 'Enter your name so that the others recognise you.',
  'problem.confirmationWrong': 'The address that you typed is not that of the account.',
  'problem.signInRequired': 'Sign in to go on.',
  'problem.wrongCredentials': 'Wrong address or password.',
  'problem.codeNeeded': 'Type the code of your authenticator app.',
  'problem.wrongCode': 'This code does not work: it is wrong, or it was used already.',
  'problem.passwordLink':
    'This link does not work: it was used already, has expired, or was replaced by another one.',
  'problem.localAccountsOff': 'Signing in with a password is not open to this account.',
  'problem.wrongPassword': 'This is not your present password.',
  'problem.secondFactorRequired': 'Administration asks for a second factor. Switch it on in “My account”.',
  'problem.accountExists': 'This person has an account already.',
  'problem.crossSite': 'The request came from another site; it was refused.',
  'problem.forbidden': 'You may not do this.',
  'problem.strongerSignIn': 'Your organisation asks for a stronger sign-in. Sign in again to continue.',
  'problem.assuranceNotMet':
    'You would not meet this requirement yourself: nothing was changed. Sign in first as it asks.',
  'problem.guestsNotAllowed':
    'The organisation of this meeting receives only people with an account. Sign in, then come back.',
  'problem.creationNotAllowed': 'In your organisation creating meetings is left to other people.',
  'problem.addressesNotAllowed':
    'Your organisation does not let people choose the addresses of meetings. The code stays valid.',
  'problem.addressReserved': 'This address is kept for the site, or looks too much like a code.',
  'problem.addressTaken': 'This address is taken already.',
  'problem.banned': 'You are banned from this meeting.',
  'problem.entryRefused': 'Your request was just refused. You can ask again in a minute.',
  'problem.removed': 'You were removed from this meeting.',
  'problem.locked': 'The meeting is locked: nobody new enters. Tell the person who organises it.',
  'problem.chatNotAllowed': 'The hosts do not let you write in the chat. You can read it.',
  'problem.chatFull': 'The chat of this meeting is full: no message can be added any more.',
  'problem.messageNotFound': 'This message no longer exists.',
  'problem.waitingFull': 'The waiting room is full. Try again in a few minutes.',
  'problem.setupLink':
    'This link was used already, or it has expired. If it made an account, sign in with that; otherwise restart Parvis to get another link.',
  'problem.notFound': 'What you ask for does not exist.',
  'problem.meetingNotFound': 'This meeting does not exist.',
  'problem.roleNotFound': 'This person is no longer in the list.',
  'problem.lastOwner': 'A meeting always keeps an owner. Hand it over to somebody else first.',
  'problem.administratorsStayOut':
    'Administrators enter only a meeting that is going on, and only where the rules of the organisation allow it.',
  'problem.tooManyRoles': 'This meeting has as many people with a role as it can have.',
  'problem.tooManyTokens':
    'This organisation has as many keys as it can have. Withdraw one that is no longer used.',
  'problem.mailNotConfigured':
    'This installation does not send e-mail yet. Tell the person who administers it.',
  'problem.contrastTooLow':
    'These colours would be hard to read: each theme needs a contrast of at least 4.5.',
  'problem.imageRefused': 'This image does not work: it has to be a PNG or WebP file of at most 100 kB.',
  'problem.domainInvalid': 'This is not a domain name. Write it as in an address: town.example.org.',
  'problem.domainTaken': 'This domain belongs to another organisation already.',
  'problem.siretTaken': 'This SIRET number belongs to another organisation already.',
  'problem.organisationNotEmpty':
    'This organisation still has people or meetings. Move or delete them first.',
  'problem.lastAdministrator':
    'This person is the last one who administers. Give this role to somebody else first.',
  'problem.tooManyDelegations': 'You have given as many delegations as possible.',
  'problem.passcodeRequired': 'Enter the passcode of the meeting.',
  'problem.passcodeWrong': 'This is not the right passcode. Check it with the person who invites you.',
  'problem.meetingFull': 'The meeting is full. Try again when somebody has left.',
  'problem.scheduleNotFound': 'This scheduled meeting no longer exists.',
  'problem.scheduleCancelled': 'This meeting was cancelled.',
  'problem.scheduleImpossible':
    'These dates do not work: they are past, too many or too far away, or the first one does not follow the repetition.',
  'problem.scheduleLimit':
    'That is too much for one meeting: at most 50 schedules, of 500 invited people each.',
  'problem.invitationQuota': 'That is more invitations than you can send for the moment.',
  'problem.tooMany': 'Too many attempts. Wait a moment, then try again.',
  'problem.internal': 'Something went wrong on the server. Try again.',
  'problem.busy': 'The service is already busy with several counts. Try again shortly.',
  'problem.unavailable': 'The service is unavailable for the moment. Try again shortly.',
  'problem.sfuUnavailable': 'The meeting server does not answer. Try again shortly.',
  'problem.codeMissing':
    'This part of the page cannot be loaded. Check your connection, or reload the page: if you are in a meeting, you will take your place again.',
  'problem.unreachable': 'The server does not answer. Check your connection, then try again.',
}
