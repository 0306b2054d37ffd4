## Rapports

reports-feedback = Rétroaction
reports-feedback-told = Ce que disent les clients sur une période : qui répond par quel canal, les réponses à chaque question en graphique avec son tableau, et les commentaires à lire. Personne n’est nommé et les petits groupes sont omis.
reports-open = Ouvrir la rétroaction
reports-lists = Listes en fichiers
reports-lists-told = Les personnes et les points de suivi se téléchargent en CSV ou en XLSX à partir de leurs listes : ce que le filtre retient, jusqu’à 100 000 lignes. Chaque fichier est consigné.
reports-file-csv = Télécharger en CSV
reports-file-xlsx = Télécharger en XLSX
reports-list-people = Personnes
reports-list-checkpoints = Points de suivi
reports-list-cut = Il y a d’autres lignes. Un fichier en contient au plus { $most } ; resserrez la liste et téléchargez de nouveau.

## Filtre

reports-filter = Sur quoi porte le rapport
reports-show = Afficher
reports-period = Période
reports-period-this-month = Ce mois-ci
reports-period-three-months = 3 derniers mois
reports-period-fiscal-year = Cet exercice
reports-period-all = Tout
reports-from = Du
reports-until = Au
reports-from-until = du { $from } au { $until }
reports-all-until = tout jusqu’au { $until }
reports-programme = Programme
reports-any-programme = Tous les programmes
reports-office = Bureau
reports-any-office = Tous les bureaux
reports-channel = Canal
reports-all-channels = Tous les canaux
reports-point = Point de suivi
reports-any-point = Tous les points de suivi
reports-told = Réponses
reports-told-said = Ce que les clients ont dit
reports-told-reviewed = Après révision
reports-wrong-day = Écrivez une date comme 2026-03-31.
reports-backwards = Le dernier jour devrait être le { $from } ou plus tard.
reports-not-yet = Le premier jour devrait être le { $today } ou plus tôt : au-delà, il n’y a encore rien à rapporter.
reports-wrong-choice = Choisissez parmi : { $known }.

## Comment on compte

reports-how = Comment ces chiffres sont comptés
reports-how-asked = Un point de suivi compte comme demandé une seule fois, le jour où son premier message est parti ou a été remis. Les taux portent sur les points demandés pendant la période, quel que soit le jour de la réponse. Une réponse notée par le personnel sans aucun message compte comme demandée ce jour-là.
reports-how-credit = Chaque point de suivi compte dans un seul canal. Une réponse appartient au canal du lien par lequel la personne est venue, ou au téléphone, au papier ou au bureau quand le personnel l’a notée. Quand le lien n’est plus connu ou que personne n’a répondu, elle appartient au dernier message.
reports-how-outcomes = « Répondu » veut dire envoyé, ou noté et soumis. « Commencé » veut dire que des réponses sont gardées sans être envoyées. « Non joint » veut dire que chaque message a été refusé ou abandonné, ou que son sort est inconnu. Les jours vont du premier message à la réponse ; la médiane est celui du milieu.
reports-how-answers = Les questions comptent les réponses données pendant la période. Une personne qui a deux points de suivi répond deux fois. Les parts sont celles des personnes qui ont répondu à la question.
reports-how-small = Ce que moins de 5 personnes ont dit n’est pas montré, ni un chiffre voisin quand le total le révélerait. Les tranches peu nombreuses sont réunies, les quartiles demandent 20 réponses et les commentaires, 5 personnes qui en ont écrit un. Les fichiers omettent la même chose.
reports-how-differences = Deux rapports dont un filtre étroit diffère peuvent tout de même être comparés. Chaque ouverture est consignée avec son filtre.

## Chiffres

reports-who-answers = Qui répond
reports-what-they-say = Ce qu’ils disent
reports-rates = Taux de réponse par canal
reports-asked = Demandés
reports-rate-column = Taux
reports-days = Médiane en jours
reports-rate = { $percent } ({ $count } sur { $all })
reports-way-email = Courriel
reports-way-sms = Message texte
reports-way-link = Lien remis
reports-way-print = Papier
reports-way-phone = Téléphone
reports-way-in-person = En personne
reports-outcome-answered = Répondu
reports-outcome-refused = Refusé
reports-outcome-partial = Commencé
reports-outcome-unreached = Non joint
reports-outcome-waiting = Sans réponse
reports-one-channel = Moins de 5 personnes ont été jointes par l’un des canaux ; les canaux ne sont donc pas distingués.
reports-shared = { $count } ({ $percent })
reports-percent = { $hundredths } %
reports-pair = { $said } : { $figure }
reports-hidden = non montré
reports-responses = { $count ->
    [one] Une réponse a été donnée pendant cette période.
   *[other] { $count } réponses ont été données pendant cette période.
}
reports-responses-given = Réponses données
reports-answers = { $count ->
    [one] Une réponse
   *[other] { $count } réponses
}
reports-answers-several = { $count ->
    [one] Une réponse, plusieurs choix possibles
   *[other] { $count } réponses, plusieurs choix possibles
}
reports-comments = { $count ->
    [one] Un commentaire, le plus récent d’abord
   *[other] { $count } commentaires, les plus récents d’abord
}
reports-read-all = { $count ->
    [one] Lire le commentaire
   *[other] Lire les { $count } commentaires
}
reports-too-few = Moins de { $least } personnes : non montré.
reports-cut = Il y a plus de { $most } éléments dans cette période et seul ce nombre est compté. Choisissez une période plus courte.
reports-apart = Comptée à part, car ses choix diffèrent : { $of }
reports-prefer-not = Préfère ne pas répondre
reports-median = La réponse du milieu est { $median }.
reports-quartiles = La moitié des réponses se situe entre { $lower } et { $upper }.
reports-range = de { $from } à moins de { $until }
reports-range-column = Tranche
reports-as-table = En tableau
reports-answer = Réponse
reports-count = Nombre
reports-share = Part
reports-gap-due-date = jour du point de suivi
reports-gap-job-title = l’emploi
reports-gap-employer = l’employeur
reports-gap-start = son premier jour
reports-none = Personne n’a répondu pendant cette période
reports-none-hint = Les réponses paraissent ici dès que des clients ont envoyé leur sondage. Choisissez une période plus longue ou moins de filtres.

## Commentaires

reports-comments-title = Commentaires
reports-search = Chercher dans ces commentaires
reports-find = Chercher
reports-found = { $count ->
    [0] Aucun commentaire ne contient ces mots.
    [one] Un commentaire, le plus récent d’abord.
   *[other] { $count } commentaires, les plus récents d’abord.
}
reports-open-file = Ouvrir le dossier

## Fichiers

reports-about = À propos
reports-value = Valeur
reports-part = Partie
reports-question = Question
reports-versions = Questionnaires
reports-comment = Commentaire
reports-on = Donné le
reports-answers-sheet = Réponses
reports-comments-sheet = Commentaires
reports-median-name = Médiane
reports-lower-name = Quartile inférieur
reports-upper-name = Quartile supérieur
reports-blank-cells = Chiffres vides
reports-how-small-file = Moins de { $least } personnes, ou un chiffre voisin qui révélerait un tel chiffre
reports-column-name = Nom
reports-column-job = Emploi
reports-column-employer = Employeur
reports-column-checkpoints = Points de suivi
reports-column-checkpoint = Point de suivi
reports-column-state = État
reports-column-due-on = Échéance
reports-column-days-over = Jours de retard
reports-column-opens-on = Ouvre le
reports-column-closes-on = Ferme le
reports-column-next = Suite
reports-column-programme = Programme
reports-column-owner = Suivi par
reports-column-office = Bureau
reports-column-person-id = ID de la personne
reports-column-checkpoint-id = ID du point de suivi
