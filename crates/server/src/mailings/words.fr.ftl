## Before it is sent

mailings-new = { $count ->
    [one] Envoyer un suivi à une personne
   *[other] Envoyer un suivi à { $count } personnes
}
mailings-new-aside = Chaque personne reçoit son propre message, avec son propre lien.
mailings-what-is-sent = Ce qui est envoyé
mailings-by-best = Le meilleur moyen pour chaque personne
mailings-base-own = Les textes du programme, selon chaque cas
mailings-base-survey = Première demande, à modifier ici
mailings-base-reminder = Rappel, à modifier ici
mailings-base-hint = Dans la langue de chaque personne. Le programme a des textes pour une première demande et pour un rappel.
mailings-kind = { $channel }, { $language }
mailings-kind-many = { $count ->
    [one] { $kind } : { $count } personne
   *[other] { $kind } : { $count } personnes
}
mailings-as-seen = Tel que { $name } le verra
mailings-look-again = Voir de nouveau
mailings-going = { $count ->
    [0] Personne ne reçoit de message
    [one] Une personne reçoit un message
   *[other] { $count } personnes reçoivent un message
}
mailings-others = { $count ->
    [one] Et une autre personne.
   *[other] Et { $count } autres personnes.
}
mailings-left-out = { $count ->
    [one] { $count } personne est laissée de côté
   *[other] { $count } personnes sont laissées de côté
}
mailings-first = première demande
mailings-again = rappel
mailings-what = { $checkpoint }, { $reason }
mailings-send = { $count ->
    [one] Envoyer à une personne
   *[other] Envoyer à { $count } personnes
}
mailings-send-now = Envoyer maintenant, sans attendre
mailings-grace = L’envoi attend cinq minutes avant de partir : vous pouvez tout reprendre. Pendant les heures de repos, un message attend le matin.
mailings-nobody-left = Aucune des personnes choisies ne peut recevoir de message : les raisons figurent à côté des noms.
mailings-nobody-chosen = Choisissez d’abord quelqu’un
mailings-too-many = { $many } personnes sont choisies ; un envoi en contient au plus { $most }

## What a program asks wrongly

mailings-channel-wanted = Le moyen doit être email, sms ou best
mailings-queue-or-checkpoints = Donnez soit une file, soit des points de suivi
mailings-no-checkpoint = { $id } n’est pas l’identifiant d’un point de suivi
mailings-subject-with-body = Un objet à vous demande un texte à vous : donnez aussi body

## After it was sent

mailings-title = Envoi du { $when }
mailings-list = Envois
mailings-made-by = Envoyé par
mailings-leaves = Part à compter de
mailings-withdrawn = Repris
mailings-withdrawn-by = par { $by }, { $when }
mailings-withdraw = { $count ->
    [one] Reprendre le message qui n’est pas parti
   *[other] Reprendre les { $count } messages qui ne sont pas partis
}
mailings-withdraw-hint = Ce qui est parti reste envoyé. Ce qui est repris compte comme jamais demandé.
mailings-withdrawn-already = { $by } l’a déjà repris, { $when }. Il n’y a plus rien à faire.
mailings-nothing-waits = Tout est déjà parti, ou n’a pas été envoyé : il n’y a rien à reprendre.
mailings-done-withdrawn = Repris : plus rien de cet envoi ne part.
mailings-done-not-withdrawn = Il n’y avait plus rien à reprendre. Ce qui s’est passé figure ci-dessous.
mailings-progress-grace = { $waits ->
    [one] { $waits } message attend jusqu’à { $at }. D’ici là, rien ne part.
   *[other] { $waits } messages attendent jusqu’à { $at }. D’ici là, rien ne part.
}
mailings-progress-leaving = En route : { $sent } envoyés, { $leaving } en train de partir, { $waits } en attente.
mailings-progress-withdrawn = Repris. { $sent ->
    [0] Rien n’était parti.
    [one] Un message était déjà parti.
   *[other] { $sent } messages étaient déjà partis.
}
mailings-progress-needs = { $needs ->
    [one] Terminé : { $sent } envoyés. Un message a besoin de vous.
   *[other] Terminé : { $sent } envoyés. { $needs } messages ont besoin de vous.
}
mailings-progress-done = { $sent ->
    [0] Terminé. Rien n’a été envoyé.
    [one] Terminé : un message envoyé.
   *[other] Terminé : { $sent } messages envoyés.
}
mailings-everybody = Tout le monde
mailings-people = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
mailings-column-when = Envoyé
mailings-column-by = Par
mailings-column-to = À
mailings-column-state = Avancement
mailings-none = Aucun envoi pour l’instant
mailings-none-hint = Cochez des personnes dans la liste des points de suivi et envoyez-leur un suivi : chaque envoi figure ensuite ici.
mailings-is-preparing = en cours d’écriture
mailings-is-waiting = attend de partir
mailings-is-leaving = en train de partir
mailings-is-sent = envoyé
mailings-is-unknown = sort inconnu
mailings-is-undeliverable = non distribuable
mailings-is-failed = abandonné
mailings-is-withheld = retenu
mailings-is-withdrawn = repris
mailings-is-left-out = laissé de côté

## Why somebody got nothing

mailings-because-died = La personne est décédée.
mailings-because-withdrawn = La personne s’est retirée.
mailings-because-do-not-contact = La personne a demandé de ne pas être contactée.
mailings-because-no-address = Il n’y a ni adresse ni numéro pour ce moyen.
mailings-because-consent = La personne n’a pas accepté ce moyen.
mailings-because-ended = L’emploi a pris fin avant l’échéance.
mailings-because-waived = Le point de suivi a fait l’objet d’une dispense.
mailings-because-missed = Le point de suivi est noté comme manqué.
mailings-because-answered = Déjà répondu.
mailings-because-reviewed = Déjà vérifié.
mailings-because-achieved = Le jalon est déjà atteint.
mailings-because-submitted = Déjà chez le bailleur de fonds.
mailings-because-attempts = Déjà demandé aussi souvent que le programme le permet.
mailings-because-daily-limit = A déjà reçu aujourd’hui autant de messages que le programme le permet.
mailings-because-already-asked = Déjà demandé, depuis que ceci a été regardé ou plus tôt aujourd’hui.
mailings-because-not-set-up = Cette installation ne peut pas envoyer par ce moyen.
mailings-because-no-text = Le programme n’a pas de texte pour ce moyen : choisissez un texte à modifier ici.
mailings-because-not-yours = Hors de votre charge de cas : ouvrez le dossier avec une raison et demandez-y.
mailings-because-closed = On ne peut plus répondre au sondage.
mailings-because-moved = L’adresse du premier essai n’est plus celle de la personne.
mailings-because-answer-lost = La réponse du fournisseur s’est perdue : le message a pu arriver.
mailings-because-given-up = Le fournisseur ne l’a pas pris pendant des heures.
mailings-because-address = L’adresse ne fonctionne pas.
mailings-because-number = Le numéro ne fonctionne pas.
mailings-because-mailbox-full = La boîte est pleine.
mailings-because-text = Le texte n’a pas pu être envoyé tel quel.
mailings-because-refused = Le fournisseur l’a refusé définitivement.
mailings-because-other = Le fournisseur a refusé l’adresse ou le texte.
