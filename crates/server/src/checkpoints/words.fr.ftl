
# Problèmes avec ce qui a été demandé
checkpoints-reason-wanted = Écrivez un motif : il reste au dossier.
checkpoints-finished-already = Ce point de suivi a déjà été révisé. Ce qui est terminé ne bouge plus.
checkpoints-stopped-already = Ce point de suivi est arrêté par ce qui est arrivé à la personne ou à l’emploi. Corrigez cela et il s’ouvrira de nouveau.
checkpoints-ended-already = Ce point de suivi est déjà clos. Rouvrez-le d’abord.
checkpoints-not-ended = Ce point de suivi est ouvert : il n’y a rien à annuler.
checkpoints-one-deal = Donnez un seul de pinned_on, waived ou missed, avec un motif.
checkpoints-date-wanted = Donnez un jour : année, mois et jour, par exemple 2025-09-30.

# La suite, et pourquoi
checkpoints-next-will = { $what } : { $when }, parce que { $why }
checkpoints-next-nothing = Rien d’autre ne se passe ici, parce que { $why }
checkpoints-what-survey-email = le sondage part par courriel
checkpoints-what-survey-sms = le sondage part par message texte
checkpoints-what-survey = le sondage
checkpoints-what-reminder-email = le rappel { $n } part par courriel
checkpoints-what-reminder-sms = le rappel { $n } part par message texte
checkpoints-what-reminder = le rappel { $n }
checkpoints-what-ask-by-hand = quelqu’un pose les questions
checkpoints-what-review = quelqu’un révise les réponses
checkpoints-what-close = la période se termine sans réponse
checkpoints-because-due = l’échéance est le { $on }.
checkpoints-because-not-answered = le sondage du { $on } est sans réponse.
checkpoints-because-window-closes = la période est ouverte jusqu’au { $on } inclus.
checkpoints-because-answered = le sondage a reçu une réponse.
checkpoints-because-refused = la personne n’a pas voulu répondre.
checkpoints-because-by-hand = ce programme laisse le personnel poser les questions.
checkpoints-because-entered-late = ce point a été inscrit après son échéance, le { $on } : personne ne reçoit de message sur le passé sans que quelqu’un le décide.
checkpoints-because-daily-limit = une personne reçoit au plus { $most } messages par jour.
checkpoints-because-not-asked = les rappels comptent à partir de la première demande, qui n’a pas eu lieu.
checkpoints-because-attempts = { $most } tentatives ont été faites, le maximum permis par ce programme.
checkpoints-because-undeliverable = l’adresse ne fonctionne pas : corrigez-la ou demandez autrement.
checkpoints-because-window-closed = sa période s’est terminée le { $on }.
checkpoints-because-after-window = ce serait après la fin de la période, le { $on }.
checkpoints-because-reviewed = les réponses sont révisées.
checkpoints-because-achieved = le jalon est atteint.
checkpoints-because-with-funder = le dossier est chez le bailleur de fonds.
checkpoints-because-missed = il a été déclaré manqué : { $reason }
checkpoints-because-waived = il a été levé : { $reason }
checkpoints-because-died = la personne est décédée le { $on }.
checkpoints-because-withdrawn = la personne s’est retirée le { $on }.
checkpoints-because-placement-ended = l’emploi a pris fin le { $on }, avant l’échéance.
checkpoints-because-person-died = la personne est décédée.
checkpoints-because-person-withdrawn = la personne s’est retirée.
checkpoints-because-do-not-contact = la personne a demandé de ne pas être contactée.
checkpoints-because-no-address = il n’y a ni courriel ni téléphone à utiliser.
checkpoints-because-no-consent = la personne n’a pas accepté les messages.
checkpoints-because-consent-withdrawn = la personne a arrêté les messages ; elle seule peut les reprendre.

## Pages : noms et prochains gestes
checkpoints-whose-mine = Mon travail
checkpoints-whose-office = Mon bureau
checkpoints-whose-agency = Tout le monde
checkpoints-state-over = { $state }, { $over }
checkpoints-days-over = { $days ->
    [one] { $days } jour de retard
   *[other] { $days } jours de retard
}
checkpoints-next-now = { $what }, motif : { $why }
checkpoints-next-then = { $when }, { $what }, motif : { $why }
checkpoints-next-none = plus rien ne se fait de soi-même, motif : { $why }

## The list
checkpoints-whose = Le travail de qui
checkpoints-to-people = Voir les personnes
checkpoints-queue-overdue = En retard
checkpoints-queue-overdue-hint = Échéance passée, rien de consigné.
checkpoints-queue-overdue-none = Rien n’est en retard
checkpoints-queue-due-today = Dus aujourd’hui
checkpoints-queue-due-today-hint = L’échéance est aujourd’hui et personne n’a encore répondu.
checkpoints-queue-due-today-none = Rien n’est dû aujourd’hui
checkpoints-queue-to-review = À réviser
checkpoints-queue-to-review-hint = Réponse à temps ; regardez les réponses et soumettez-les.
checkpoints-queue-to-review-none = Aucune réponse n’attend de révision
checkpoints-queue-waiting = En attente
checkpoints-queue-waiting-hint = Demandés avant l’échéance, sans réponse.
checkpoints-queue-waiting-none = Personne n’a été sollicité avant l’échéance
checkpoints-queue-closing = Bientôt fermés
checkpoints-queue-closing-hint = Pas encore dus, et leur période se termine d’ici 7 jours.
checkpoints-queue-closing-none = Aucune période ne se termine d’ici 7 jours
checkpoints-queue-open = Ouverts
checkpoints-queue-open-hint = La période est ouverte et l’échéance est à venir.
checkpoints-queue-open-none = Aucune période n’est ouverte
checkpoints-queue-upcoming = À venir
checkpoints-queue-upcoming-hint = La période s’ouvre d’ici 7 jours.
checkpoints-queue-upcoming-none = Aucune période ne s’ouvre d’ici 7 jours
checkpoints-row-news = { $news } ; { $next }
checkpoints-row-then = { $what } { $when }
checkpoints-verb-review = Réviser
checkpoints-verb-ask = Demander
checkpoints-verb-open = Ouvrir
checkpoints-when-due-today = aujourd’hui
checkpoints-when-answered = reçu { $on }
checkpoints-when-asked = depuis { $on }
checkpoints-when-closes = au { $on }
checkpoints-when-due = { $on }
checkpoints-when-opens = { $on }

## A person’s checkpoints
checkpoints-none = Pas encore de points de suivi
checkpoints-none-hint = Le placement en résultats les crée, comptés à partir du premier jour de travail.
checkpoints-of-job = Points de suivi :
checkpoints-due = dû { $due }
checkpoints-window = période du { $from } au { $to }
checkpoints-closes = se termine { $when }
checkpoints-news-scheduled = rien à faire avant le { $on }, début de la période
checkpoints-news-answered = réponse { $when }
checkpoints-news-refused = refus de répondre, { $when }
checkpoints-news-begun = a commencé à répondre { $when }, sans envoyer
checkpoints-news-closed = la période s’est fermée le { $on }, rien n’a été demandé
checkpoints-window-closed = période fermée
checkpoints-news-open = la période est ouverte, personne n’a été sollicité
checkpoints-pinned = Fixé au { $on } (le programme donne { $expected }) : { $reason }
checkpoints-view = Voir
checkpoints-send = Envoyer le sondage
checkpoints-send-email = Par courriel
checkpoints-send-sms = Par texto
checkpoints-send-link = Copier un lien
checkpoints-send-print = Imprimer pour la poste
checkpoints-send-phone = Demander au téléphone
checkpoints-send-paper = Saisir un formulaire papier
checkpoints-open-questionnaire = Ouvrir le questionnaire
checkpoints-next-title = La suite
checkpoints-plan-not = Pas : { $what }
checkpoints-plan-when = { $when }, motif : { $why }
checkpoints-plan-because = motif : { $why }
checkpoints-messages = Messages
checkpoints-messages-none = Aucun pour le moment.
checkpoints-message-survey-email = Sondage par courriel à { $who }
checkpoints-message-survey-sms = Sondage par texto à { $who }
checkpoints-message-survey-link = Lien remis { $who }
checkpoints-message-survey-print = Lettre imprimée { $who }
checkpoints-message-survey-phone = Demandé au téléphone { $who }
checkpoints-message-reminder-email = Rappel par courriel à { $who }
checkpoints-message-reminder-sms = Rappel par texto à { $who }
checkpoints-message-reminder-link = Lien remis de nouveau { $who }
checkpoints-message-reminder-print = Lettre imprimée de nouveau { $who }
checkpoints-message-reminder-phone = Demandé de nouveau au téléphone { $who }
checkpoints-message-when = { $when }, par { $by }
checkpoints-message-link = [le lien du sondage]
checkpoints-message-is-waiting = en attente
checkpoints-message-is-leaving = en partance
checkpoints-message-is-sent = envoyé
checkpoints-message-is-undeliverable = non livrable
checkpoints-message-is-withheld = retenu
checkpoints-message-is-unknown = sort inconnu
checkpoints-message-is-failed = échoué
checkpoints-named-due = { $name }, dû le { $due }
checkpoints-deals = Autres issues
checkpoints-deal-on = Date
checkpoints-deal-reason = Motif
checkpoints-deal-pin = Fixer une autre date
checkpoints-deal-pin-hint = La date reste jusqu’à ce que vous la repreniez, quoi qu’il arrive. La période suit.
checkpoints-deal-pin-button = Fixer
checkpoints-deal-pin-removal = Rendre la date du programme
checkpoints-deal-pin-removal-hint = La date suit de nouveau la règle du programme.
checkpoints-deal-pin-removal-button = Rendre
checkpoints-deal-waiver = Lever
checkpoints-deal-waiver-hint = Plus rien n’est demandé ici, et ce n’est pas un manqué.
checkpoints-deal-waiver-button = Lever
checkpoints-deal-missed = Déclarer manqué
checkpoints-deal-missed-hint = Il n’y aura pas de réponse. Les rappels s’arrêtent.
checkpoints-deal-missed-button = Déclarer manqué
checkpoints-deal-reopening = Rouvrir
checkpoints-deal-reopening-hint = Reprend l’issue ; la suite normale reprend.
checkpoints-deal-reopening-button = Rouvrir

## The explanation
checkpoints-why-title = La suite, et pourquoi
checkpoints-why-on = Et le
checkpoints-why-look = Regarder
checkpoints-why-will = Aura lieu
checkpoints-why-will-none = Rien.
checkpoints-why-not = N’aura pas lieu
checkpoints-why-not-none = Rien n’est retenu.
checkpoints-why-now = maintenant
checkpoints-why-rests = Sur quoi cela repose
checkpoints-why-facts = Faits utilisés
checkpoints-why-rules = Règles utilisées
checkpoints-why-rule = { $title }, version { $version }, { $place }
checkpoints-why-changes = Ce qui le changerait
checkpoints-why-change-answer = Une réponse arrive : les messages tombent
checkpoints-why-change-start = Le premier jour de travail est corrigé : ce que personne n’a touché bouge
checkpoints-why-change-waive = Quelqu’un le lève ou le déclare manqué, avec un motif
checkpoints-why-change-consent = La personne accepte les messages, ou les arrête
checkpoints-why-began = Début : { $job }
checkpoints-why-ended = Fin : { $job }
checkpoints-why-asked = Demandé pour { $name }
checkpoints-why-standing = Situation
checkpoints-why-zone = Fuseau de la personne
checkpoints-named-act = { $name } : { $what }
checkpoints-rule-contact-ask = Demande à l’échéance d’un point de suivi
checkpoints-rule-contact-reminders = Relance sans réponse
checkpoints-rule-questionnaires = Révision des réponses
checkpoints-rule-checkpoints-closes = Fin de la période
checkpoints-news-asked = { $times ->
    [one] sans réponse, demandé { $when }
   *[other] sans réponse, { $times } demandes, la première { $when }
}
checkpoints-queue-wanted = Choisissez parmi { $known }.
checkpoints-what-second-reading = une deuxième personne relit la vérification
checkpoints-because-submitted = la vérification a été soumise
checkpoints-news-to-read = soumis { $when }, en attente d’une deuxième lecture
checkpoints-news-returned = rendu à la personne, pas encore de nouvelle réponse
checkpoints-when-submitted = soumis { $on }
checkpoints-verb-read = Relire
checkpoints-queue-to-read = À relire
checkpoints-queue-to-read-hint = Les vérifications qui attendent une deuxième personne, qui n’y a pas pris part.
checkpoints-queue-to-read-none = Aucune vérification n’attend une deuxième lecture

## Choosing several

checkpoints-tick-page = Choisir toute cette page
checkpoints-send-to-ticked = Envoyer un suivi à ces personnes
checkpoints-send-to-all = { $count ->
    [one] Envoyer un suivi à la seule personne de la liste
   *[other] Envoyer un suivi aux { $count }
}
checkpoints-send-to-first = Envoyer un suivi aux { $most } premiers de { $count }
checkpoints-done-nobody = Personne n’était choisi : cochez les personnes à qui écrire, puis appuyez de nouveau sur le bouton.
checkpoints-news-unknown = { $news } ; personne ne sait si le dernier message est arrivé
checkpoints-news-not-arrived = { $news } ; le dernier message n’est pas arrivé
