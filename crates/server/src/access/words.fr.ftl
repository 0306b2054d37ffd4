## Rôles

access-role-adviser = conseillère ou conseiller
access-role-team-leader = chef d’équipe
access-role-records-lead = responsable des dossiers
access-role-claims-officer = responsable des demandes de paiement
access-role-administrator = administration
access-role-auditor = vérification

## Connexion

access-sign-in = Se connecter
access-sign-in-to = Se connecter à { $place }
access-email = Courriel
access-password = Mot de passe
access-email-missing = Votre adresse de courriel est nécessaire, comme nom@exemple.org
access-password-missing = Votre mot de passe est nécessaire
access-sign-in-wrong = { $left ->
    [0] Ce courriel et ce mot de passe ne vont pas ensemble. Vérifiez les deux; il faut maintenant attendre 15 minutes.
    [one] Ce courriel et ce mot de passe ne vont pas ensemble. Vérifiez les deux; après un essai de plus, il faudra attendre 15 minutes.
   *[other] Ce courriel et ce mot de passe ne vont pas ensemble. Vérifiez les deux; après { $left } essais de plus, il faudra attendre 15 minutes.
}
access-sign-in-wait = { $minutes ->
    [one] Il y a eu trop d’essais. Vous pourrez réessayer dans { $minutes } minute.
   *[other] Il y a eu trop d’essais. Vous pourrez réessayer dans { $minutes } minutes.
}
access-forgotten = Oublié? L’administration peut vous en donner un nouveau.
access-cast = Se connecter comme
access-cast-hint = Ceci est un système de formation. Le mot de passe de tous est { $password }.
access-cast-as = { $role }
access-signed-out = Vous êtes hors ligne.

## Ses propres sessions

access-sessions = Où vous êtes en ligne
access-sessions-hint = Fermez ce que vous ne connaissez pas, puis dites-le à l’administration.
access-session-browser = Navigateur
access-session-began = Connexion
access-session-seen = Dernier usage
access-session-here = celui-ci
access-session-other = un autre programme
access-session-on = { $browser } sur { $system }
access-session-end = Y mettre fin
access-session-end-named = Mettre fin à { $browser }, dernier usage { $seen }
access-sessions-end = Se déconnecter partout
access-session-ended = C’est terminé là-bas.
access-keys = Touches
access-keys-hint = Des touches seules comme j et k déplacent dans les listes, et les chiffres répondent dans les appels guidés. La dictée peut les presser par erreur.
access-keys-off = Désactiver les touches
access-keys-on = Activer les touches
access-keys-are-off = Les touches sont désactivées.
access-keys-are-on = Les touches sont activées.

## Le motif d’ouverture d’un dossier

access-reason-title = Pourquoi ouvrez-vous ce dossier?
access-reason-hint = Cette personne n’est pas de votre charge de cas. Ce que vous écrivez est gardé avec votre nom et l’heure.
access-reason = Motif
access-reason-example = Par exemple : remplacement d’une collègue malade
access-reason-missing = Un motif est nécessaire; quelques mots suffisent
access-reason-long = Un motif peut avoir au plus { $max } caractères
access-reason-unprintable = Un motif est une ligne de texte simple
access-reason-open = Ouvrir le dossier
