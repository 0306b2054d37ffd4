## Réponses

surveys-prefer-not = Je préfère ne pas répondre
surveys-not-known = Je ne sais pas
surveys-declared = Déclaré exact par { $name }
surveys-files = { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
}

## Réponses impossibles : ce qui conviendrait

surveys-too-long = Écrivez au plus { $count } caractères.
surveys-control-characters = Écrivez seulement des lettres, des chiffres et des signes. Certains caractères ne peuvent pas être affichés.
surveys-several-lines = Écrivez votre réponse sur une seule ligne.
surveys-not-a-number = Écrivez un nombre, par exemple 37,5.
surveys-out-of-range = Écrivez un nombre de { $min } à { $max }.
surveys-step-cents = Écrivez un montant en dollars et en cents, par exemple 18,50.
surveys-step-halves = Écrivez un nombre entier ou une demie, par exemple 37 ou 37,5.
surveys-step-whole = Écrivez un nombre entier.
surveys-step = Écrivez un multiple de { $step }.
surveys-not-a-date = Écrivez une date avec l’année, le mois et le jour, par exemple 2026-03-31.
surveys-date-incomplete = Écrivez le jour, le mois et l’année.
surveys-no-such-day = Le { $date } n’existe pas dans le calendrier. Vérifiez le jour et le mois.
surveys-too-early = Écrivez une date à partir du { $date }.
surveys-too-late = Écrivez une date jusqu’au { $date }.
surveys-in-the-future = Écrivez une date qui ne dépasse pas aujourd’hui, le { $date }.
surveys-not-a-choice = Choisissez parmi les réponses de cette question.
surveys-alone-with-others = Choisissez seulement cette réponse, ou seulement les autres.
surveys-too-many-rows = { $count ->
    [one] Donnez au plus { $count } élément.
   *[other] Donnez au plus { $count } éléments.
}
surveys-in-row = Élément { $row } : { $sentence }
surveys-not-ticked = Cochez aussi la case, en plus d’écrire votre nom.
surveys-name-missing = Écrivez aussi votre nom, en plus de cocher la case.
surveys-not-a-phone = Écrivez un numéro de téléphone avec l’indicatif régional, par exemple 416 555 0123.
surveys-not-an-email = Écrivez une adresse courriel, par exemple nom@exemple.ca.
surveys-too-many-files = { $count ->
    [one] Ajoutez au plus { $count } fichier.
   *[other] Ajoutez au plus { $count } fichiers.
}
surveys-not-a-file = Désignez les documents par leur identifiant.
surveys-not-an-occupation = Écrivez les cinq chiffres de la profession, par exemple 64100.
surveys-may-not-prefer-not = Répondez à cette question, ou laissez-la de côté.
surveys-may-not-be-unknown = Répondez à cette question, ou laissez-la de côté.
surveys-unknown-part = { $part } ne fait pas partie de cette réponse. Retirez-le.
surveys-unknown-question = Ce questionnaire n’a pas cette question. Retirez-la.
surveys-unfit-text = Envoyez un texte.
surveys-unfit-number = Envoyez un nombre.
surveys-unfit-choice = Envoyez le code d’un choix, sous forme de texte.
surveys-unfit-choices = Envoyez les codes des choix, sous forme de liste.
surveys-unfit-rows = Envoyez une liste d’objets, un pour chaque élément.
surveys-unfit-declaration = Envoyez un objet avec agreed et name.
surveys-unfit-contact = Envoyez un objet avec phone, email ou les deux.
surveys-unfit-files = Envoyez une liste de documents, par leur identifiant.
surveys-unfit-answers = Envoyez un objet avec un champ pour chaque question.

## Ce qui manque avant l’envoi

surveys-missing-answer = Répondez d’abord à ceci : { $question }
surveys-missing-reason = Dites pourquoi la réponse du client a été modifiée : { $question }
surveys-missing-source = Dites qui a répondu, et comment.

## À vérifier

surveys-warning-hours = { $hours } heures par semaine, c’est plus que { $usual }. Veuillez vérifier.
surveys-warning-pay = Le salaire revient à { $pay } l’heure, moins que le minimum de { $minimum }. Vérifiez le montant, la période et les heures.
surveys-warning-overlap = Le dernier emploi a pris fin le { $ended }, après le début du nouveau, le { $started }. Vérifiez les deux dates.
surveys-warning-gap = Du temps a passé entre le dernier emploi, jusqu’au { $ended }, et le nouveau, à partir du { $started }, mais aucune semaine sans emploi n’est indiquée. Veuillez vérifier.
surveys-warning-income = Sans emploi et sans recherche d’emploi, mais avec un revenu d’emploi. Veuillez vérifier.
surveys-warning-start = L’emploi a commencé le { $started }, après l’échéance du { $due }. Veuillez vérifier.

## Les pages du client

surveys-start-title = Quelques questions de { $agency }
surveys-start-length = Cela prend environ trois minutes. Vous pouvez laisser de côté la plupart des questions et arrêter en tout temps.
surveys-start-privacy = Vos réponses vont à { $agency }, pour son suivi et pour son rapport au gouvernement qui paie le service. Personne d’autre ne les voit.
surveys-start = Commencer
surveys-year = Pour être certains que c’est bien vous : en quelle année êtes-vous né ou née ?
surveys-year-hint = Quatre chiffres, par exemple 1990.
surveys-year-wanted = Écrivez l’année en quatre chiffres, par exemple 1990.
surveys-year-wrong = { $left ->
    [one] Ce n’est pas l’année que nous avons. Vérifiez-la ; il vous reste un essai.
   *[other] Ce n’est pas l’année que nous avons. Vérifiez-la ; il vous reste { $left } essais.
}
surveys-come-back = Vous pouvez arrêter et revenir avec le même lien jusqu’au { $day }.
surveys-read-by = Seul { $agency } lit d’abord vos réponses.
surveys-progress = Question { $number } sur environ { $total }
surveys-more-title = Quelques dernières choses
surveys-more-folded = { $count ->
    [one] Une autre question, si vous voulez
   *[other] { $count } autres questions, si vous voulez
}
surveys-note = En quelques mots
surveys-row = Élément { $row }
surveys-your-name = Votre nom
surveys-phone = Téléphone
surveys-email = Courriel
surveys-answer-wanted = Répondez à cette question pour continuer.
surveys-declare-wanted = Cochez la case et écrivez votre nom, puis envoyez.
surveys-check-title = Vérifiez vos réponses avant de les envoyer
surveys-check-hint = Vous pouvez encore tout changer.
surveys-left-open = Sans réponse
surveys-send = Envoyer mes réponses
surveys-thanks-title = Merci. Vos réponses sont en route.
surveys-thanks-next = Ensuite, quelqu’un chez { $agency } les lit et vous appelle seulement si quelque chose n’est pas clair ou si vous avez demandé un appel.
surveys-thanks-hidden = Pour vous protéger, vos réponses ne sont plus affichées ici.
surveys-refused-title = C’est bien ainsi
surveys-refused-next = Vous avez dit à { $agency } que vous ne voulez pas répondre. Vous ne recevrez aucun rappel pour ce sondage.
surveys-refused-effect = Cela ne change rien à l’aide que vous recevez.
surveys-wrong-person-title = Merci de nous l’avoir dit
surveys-wrong-person-next = Nous allons corriger nos dossiers. Vous n’avez rien d’autre à faire et vous pouvez effacer le message.
surveys-closed-title = Ce lien ne fonctionne plus
surveys-closed = Il a peut-être pris fin ou déjà servi, ou il y manque une lettre. Ouvrez de nouveau le lien du message le plus récent, ou demandez-en un autre au bureau qui l’a envoyé.
surveys-no-pass-title = Ouvrez de nouveau le lien de votre message
surveys-no-pass = On arrive à cette page seulement par le lien que nous vous avons envoyé. Ce que vous avez répondu jusqu’ici est conservé.
surveys-other-link-title = Vous avez ouvert un autre lien entre-temps
surveys-other-link = Cette page appartient au lien que vous aviez ouvert avant ; elle n’a donc pas été prise. Rien de ce que vous avez répondu n’est perdu : ouvrez de nouveau le lien du message et continuez.
surveys-too-large-title = C’est plus que nous ne pouvons recevoir
surveys-too-large = Votre texte est trop long pour être envoyé. Revenez en arrière et raccourcissez-le ; ce que vous avez répondu avant est conservé.

## Personnel : réponses, sources, modifications

surveys-source-client-web = Le client, en ligne
surveys-source-client-sms = Le client, par message texte
surveys-source-client-phone = Le client, par téléphone
surveys-source-client-in-person = Le client, en personne
surveys-source-client-paper = Le client, sur papier
surveys-source-employer = L’employeur
surveys-source-records = Nos dossiers
surveys-source-other = Quelqu’un ou quelque chose d’autre
surveys-source-wanted = Nommez l’un de ceux-ci : client_web, client_sms, client_phone, client_in_person, client_paper, employer, records, other.
surveys-changed-meanwhile = Ces réponses ont changé pendant que vous écriviez. Regardez ce qui s’y trouve maintenant, puis entrez les vôtres de nouveau.
surveys-with-funder = Ces réponses sont chez le bailleur de fonds ; elles ne changent plus.
surveys-reopen-first = Ce point de suivi a été manqué. Rouvrez-le d’abord, puis entrez les réponses.
surveys-waived = Ce point de suivi fait l’objet d’une dispense. Retirez-la d’abord, puis entrez les réponses.
surveys-stopped = Ce point de suivi a été arrêté par ce qui est arrivé à la personne ou à l’emploi. Corrigez cela d’abord, puis entrez les réponses.
surveys-reviewed-already = Ces réponses ont déjà été soumises. Soumettez une correction, avec une raison pour chaque modification.
surveys-unanswered = Sans réponse
surveys-questionnaire = Questionnaire
surveys-as-given = Les réponses du client restent telles quelles.
surveys-view = Voir
surveys-column-question = Question
surveys-column-said = Réponse de { $client }
surveys-column-ours = Va au bailleur de fonds
surveys-column-reason = Raison de la modification
surveys-column-answer = Réponse
surveys-as-said = selon le client
surveys-not-asked = Non demandé
surveys-staff = personnel
surveys-needed = nécessaire
surveys-reason-for = Raison de la modification : { $question }
surveys-further = { $count ->
    [one] Une question qu’une autre réponse ferait poser
   *[other] { $count } questions que d’autres réponses feraient poser
}
surveys-set-aside = { $count ->
    [one] Une réponse mise de côté
   *[other] { $count } réponses mises de côté
}
surveys-set-aside-hint = Elles sont conservées, mais ne vont pas au bailleur de fonds : d’autres réponses évitent leurs questions.
surveys-source = Qui a répondu, et comment
surveys-missing = Avant de pouvoir soumettre
surveys-submit = Soumettre pour vérification
surveys-correct = Soumettre la correction
surveys-draft = Enregistrer l’ébauche
surveys-saved-draft = Ébauche enregistrée { $at }
surveys-saved-reviewed = Soumis { $at }
surveys-history = { $count ->
    [one] Une modification jusqu’ici
   *[other] { $count } modifications jusqu’ici
}
surveys-change-line = { $question } – de « { $was } » à « { $now } », par { $by }, { $at }.
surveys-may-not-review = Votre rôle permet de lire ces réponses. Un conseiller ou un chef d’équipe les entre et les corrige.
surveys-came-submitted = Répondu { $at }, en { $language }, { $how }.
surveys-came-partial = Commencé, pas encore envoyé ; enregistré { $at }, en { $language }, { $how }.
surveys-came-refused = N’a pas voulu répondre : { $at }, en { $language }, { $how }.
surveys-in-english = anglais
surveys-in-french = français
surveys-by-email = par le lien d’un courriel
surveys-by-sms = par le lien d’un message texte
surveys-by-print = par le lien d’une lettre
surveys-by-link = par le lien
surveys-flag-fast = Ces réponses ont été envoyées moins de trois secondes après le début. Assurez-vous qu’une personne les a données.
surveys-flag-wrong-person = La personne qui a ouvert le lien dit être quelqu’un d’autre. Vérifiez l’adresse ou le numéro avant de demander de nouveau.
surveys-flag-after-review = Le client a envoyé ces réponses après leur soumission pour vérification. Comparez-les et soumettez une correction au besoin.
surveys-link-locked = Un lien a été verrouillé { $at }, après cinq années de naissance erronées. Vérifiez l’année au dossier, puis envoyez un autre lien.
surveys-review-title = { $point } : questionnaire de { $client }
surveys-there-now = Ce qui s’y trouve
surveys-you-wrote = Ce que vous avez écrit
surveys-answers-title = Les réponses de { $client }
surveys-answers-count = { $count ->
    [one] { $count } réponse
   *[other] { $count } réponses
}
surveys-nothing-given = Rien n’a encore été répondu.
surveys-own-words = Ce sont les mots du client, exactement comme il les a donnés. Personne ne peut les changer ; ce que le personnel a modifié se trouve à côté, dans le questionnaire.
surveys-left-behind = Répondu, puis laissé de côté par une autre réponse
surveys-review = Réviser ces réponses
surveys-stop-link = Arrêter les messages
surveys-stop-title = Arrêter les messages de { $agency } ?
surveys-stop-what = Nous ne vous enverrons plus de courriels ni de messages textes. Quelqu’un pourrait encore vous téléphoner. Vos réponses sont conservées.
surveys-stop-act = Arrêter les messages
surveys-stop-done-title = Vous ne recevrez plus de messages
surveys-stop-done = { $agency } ne vous enverra plus de courriels ni de messages textes. Pour changer d’avis, dites-le à la personne qui vous suit.

## Deux touches depuis un message texte

surveys-quick-hint = Touchez la réponse qui convient le mieux.
surveys-quick-wanted = Touchez l’une de ces réponses.
surveys-quick-none = Autre chose, ou répondre à toutes les questions maintenant
surveys-quick-thanks = Merci. Votre réponse est conservée.
surveys-quick-taken = Votre réponse : { $answer }
surveys-quick-more = Il reste quelques questions. Elles prennent environ trois minutes, et vous pouvez arrêter et revenir.
surveys-quick-go-on = Répondre aux autres questions
surveys-quick-other = Ce n’est pas exact ? Touchez une autre réponse.
surveys-by-taps = en deux touches depuis un message texte

## Des réponses qui ne sont pas celles du client

surveys-flag-disowned = Des réponses reçues plus tôt n’étaient pas celles du client. Elles sont mises à part, et le sondage est rouvert avec le même lien.
surveys-disown-ask = Ce ne sont pas les réponses du client ?
surveys-disown-hint = Elles restent dans l’historique avec votre nom. Rien n’en va au bailleur de fonds, et le client peut répondre avec le même lien.
surveys-disown = Ce n’étaient pas les réponses du client
surveys-disown-nothing = Le client n’a donné aucune réponse ; il n’y a donc rien à mettre à part.
surveys-disown-reviewed = Ces réponses ont déjà été soumises pour vérification. Soumettez plutôt une correction.
surveys-disown-changed = D’autres réponses sont arrivées depuis que vous avez ouvert cette page. Regardez-les, puis décidez de nouveau.
surveys-disowned = Mis à part comme n’étant pas du client, par { $by }, { $at }
surveys-flag-returned = Le sondage a été rendu à la personne { $at } par { $by } : { $reason }
surveys-flag-returned-now = Le sondage a été rendu à la personne. Ce qu’elle avait envoyé est conservé.
surveys-answered-before = Envoyé auparavant, { $at }
surveys-took = Durée : { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
surveys-since = était { $was } ({ $point })
surveys-waits-for-reader = Cette vérification attend une deuxième lecture. Demandez qu’on vous la renvoie s’il faut changer quelque chose.
surveys-waiting-since = Soumis { $at } par { $by }. Cela compte dès qu’une deuxième personne l’aura relu.
surveys-own-work = Vous avez pris part à cette vérification : une autre personne doit la relire.
surveys-nothing-to-read = Rien n’attend une deuxième lecture ici : ce n’est pas soumis, ou quelqu’un l’a déjà relu.
surveys-send-back-reason = Dites ce qui est à corriger.
surveys-read-title = Deuxième lecture
surveys-read-hint = Comparez ce que la personne a dit à ce qui part chez le bailleur de fonds, et lisez les raisons.
surveys-agree = D’accord
surveys-send-back = Renvoyer pour correction
surveys-read-reason = Ce qui est à corriger
surveys-read-reason-hint = Seulement pour renvoyer.
surveys-sent-back = { $by } a renvoyé cette vérification { $at } : { $reason }
surveys-agreed = Relu par { $by } { $at }, qui est d’accord.
surveys-ask-reader = Faire relire par un ou une collègue avant que cela compte
surveys-return = Rendre à la personne
surveys-return-title = Rendre le sondage à la personne
surveys-return-hint = Ce qu’elle a envoyé reste tel quel. Le sondage s’ouvre à nouveau avec ses réponses, par l’ancien lien et par un nouveau.
surveys-return-reason = Ce qu’elle devrait regarder
surveys-return-reason-hint = La personne lit ceci dans le sondage. Le message dit seulement qu’il y a quelque chose à regarder.
surveys-return-reason-wanted = Dites ce que la personne devrait regarder de nouveau.
surveys-return-channel = Comment elle l’apprend
surveys-return-by-email = Par courriel
surveys-return-by-sms = Par message texte
surveys-return-by-link = Je remets le lien moi-même
surveys-return-channel-wanted = Choisissez email, sms ou link.
surveys-return-reviewed = Cette vérification est soumise : le sondage ne peut plus être rendu. Soumettez une correction, ou demandez que la deuxième lecture la renvoie.
surveys-return-nothing = La personne n’a rien envoyé qu’on puisse lui rendre.
surveys-return-asks = { $agency } vous demande de relire vos réponses :
surveys-return-subject = Merci de relire vos réponses
surveys-return-email = Bonjour { $name },

    Merci de vos réponses. Il y a quelque chose à relire. Vos réponses sont toujours là ; il faut une minute ou deux :

    { $link }

    Pour ne plus recevoir ces messages, ouvrez le lien et choisissez « Arrêter les messages », ou dites-le-nous.

    { $adviser }
    { $agency }
surveys-return-sms = { $agency } : bonjour { $name }, merci de relire vos réponses. Répondre ou arrêter les messages ici : { $link }
surveys-kept = Enregistré comme saisi { $at }. Vous seul ou seule le voyez avant d’enregistrer ou de soumettre.
surveys-kept-failed = Pas enregistré : le serveur ne répond pas. L’essai se répète ; ne fermez pas cette page.
surveys-kept-signed-out = Pas enregistré : votre session est terminée. Tout ce qui précède le dernier « enregistré » est conservé ; ouvrez une session pour continuer.
surveys-restored = Ce que vous aviez saisi jusqu’à { $at } est de nouveau ici. Ce n’est pas encore enregistré, et vous seul ou seule le voyez.
surveys-throw-away = Le jeter
surveys-others-draft = { $name } a ici un brouillon inachevé depuis { $at }. Son contenu lui appartient jusqu’à l’enregistrement.
surveys-take-over = Le reprendre
surveys-take-over-gone = Il n’y a plus de brouillon inachevé : il a été enregistré ou jeté.
surveys-take-over-own = Vous avez vous-même saisi quelque chose ici. Enregistrez-le ou jetez-le d’abord.
surveys-merge-title = Changé par deux personnes
surveys-merge-hint = Quelqu’un a enregistré d’autres réponses pendant que vous écriviez. Choisissez pour chacune ; si aucune ne convient, écrivez-la de nouveau dans le tableau ci-dessous.
surveys-merge-choose = Ce qui compte
surveys-merge-theirs = Ce qui est là
surveys-merge-mine = Ce que j’ai écrit
surveys-merge-edit = Écrit de nouveau ci-dessous
surveys-file-elsewhere = Fichier { $number }, envoyé d’un autre appareil
surveys-file-remove = Retirer
surveys-file-add = Ajouter ce fichier
surveys-files-kept = Fichiers ajoutés
surveys-files-full = Vous avez ajouté autant de fichiers que possible. Retirez-en un pour en ajouter un autre.
surveys-files-too-often = Beaucoup de fichiers sont arrivés par ce lien. Réessayez dans { $minutes } minutes, ou continuez sans.
surveys-files-sent = Fichiers envoyés avec les réponses
