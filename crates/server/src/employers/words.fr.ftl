## Employeurs : qui on peut interroger au sujet d’un emploi, et ce qu’ils répondent
employers-title = L’employeur
employers-change = Qui on peut interroger
employers-of = Qui on peut interroger chez { $employer }
employers-none = On ne peut interroger personne : inscrivez pourquoi on le peut, et qui.
employers-basis = Pourquoi on peut demander
employers-basis-consent = La personne l’a permis
employers-basis-designation-order = Une loi ou un décret le permet
employers-basis-none = Rien ne le permet : on n’interroge personne
employers-basis-hint = Sans l’un des deux premiers, personne n’interroge l’employeur, et les liens envoyés cessent aussitôt.
employers-basis-note = Où c’est écrit
employers-basis-note-hint = Par exemple le formulaire que la personne a signé, et sa date.
employers-name = Qui interroger
employers-email = Courriel
employers-email-hint = Un lien vers quatre questions y est envoyé. Aucun compte n’est nécessaire.
employers-phone = Téléphone
employers-fax = Télécopie
employers-basis-wanted = Choisissez pourquoi on peut interroger l’employeur, ou que rien ne le permet.
employers-basis-note-wanted = Dites où il est écrit qu’on peut interroger l’employeur.
employers-changed-meanwhile = Quelqu’un a changé ceci pendant que vous l’aviez ouvert. Voyez où cela en est.
employers-no-basis = Rien ne permet d’interroger l’employeur. Inscrivez d’abord le consentement, ou un autre fondement.
employers-no-email = Il n’y a pas d’adresse de courriel de l’employeur. Inscrivez-la, ou revenez choisir une autre façon.
employers-no-fax = Il n’y a pas de numéro de télécopieur de l’employeur. Inscrivez-le, ou revenez choisir une autre façon.
employers-no-phone = Il n’y a pas de numéro de téléphone de l’employeur. Inscrivez-le, ou revenez choisir une autre façon.
employers-no-answer = demandé, pas encore de réponse
employers-still-works = Y travaille toujours.
employers-works-no-more = N’y travaille plus.
employers-last-day-was = N’y travaille plus; dernier jour : { $day }.
employers-hours-are = { $hours } heures dans une semaine habituelle.
employers-by-link = par lien, de l’employeur
employers-mail-subject = Quatre courtes questions au sujet de { $name }
employers-mail-body =
    Bonjour,

    { $agency } aide { $name } à garder son emploi, et peut vous demander si cette personne travaille toujours pour vous. Veuillez répondre à quatre courtes questions d’ici le { $last }. Cela prend une minute, sans compte :

    { $link }

    { $adviser }
    { $agency }
employers-page-title = Quatre courtes questions
employers-intro = { $agency } aide { $name } à garder son emploi chez { $employer }, et peut vous demander ceci. La réponse sert à montrer que l’emploi tient.
employers-question-still = Est-ce que { $name } travaille toujours pour vous?
employers-yes = Oui
employers-no = Non
employers-question-last-day = Sinon : son dernier jour
employers-question-last-day-hint = Laissez en blanc si vous ne le savez pas.
employers-question-hours = Si oui : heures dans une semaine habituelle
employers-question-by = Qui êtes-vous?
employers-question-by-hint = Votre nom, et ce que vous y faites.
employers-last-day-wanted = Donnez un jour du { $first }, début de l’emploi, à aujourd’hui, { $today }.
employers-send = Envoyer
employers-until = Vous pouvez répondre jusqu’au { $day }.
employers-still-wanted = Dites si la personne travaille toujours pour vous.
employers-hours-wanted = Donnez des heures entières de 1 à 100, ou laissez en blanc.
employers-by-wanted = Dites qui vous êtes.
employers-form-old = Ce formulaire est resté ouvert longtemps. Veuillez appuyer encore une fois sur Envoyer.
employers-thanks = Merci
employers-thanks-1 = Votre réponse est arrivée le { $day }.
employers-thanks-2 = Vous n’avez rien d’autre à faire.
employers-thanks-3 = Si elle contenait une erreur, appelez { $agency } au { $phone }.
employers-closed = Ce lien ne fonctionne plus
employers-closed-1 = Il a pris fin, ou il n’a pas été copié en entier.
employers-closed-2 = Qui vous l’a envoyé peut vous en envoyer un autre.
employers-no-last-day = Vous dites que la personne travaille encore chez vous. Laissez le dernier jour vide, ou répondez Non.
