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
