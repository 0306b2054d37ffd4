## Soutien : comment on garde le contact pendant que quelqu’un travaille
support-how-often = À quelle fréquence nous gardons le contact
support-change = La changer
support-interval-usual = { $weeks ->
    [one] Chaque semaine
   *[other] Toutes les { $weeks } semaines
 } : aucune évaluation en vigueur
support-interval-low = Risque faible : { $weeks ->
    [one] chaque semaine
   *[other] toutes les { $weeks } semaines
 }
support-interval-medium = Risque moyen : { $weeks ->
    [one] chaque semaine
   *[other] toutes les { $weeks } semaines
 }
support-interval-high = Risque élevé : { $weeks ->
    [one] chaque semaine
   *[other] toutes les { $weeks } semaines
 }
support-risk-low = vert
support-risk-medium = jaune
support-risk-high = rouge
support-assessment = Évaluation des risques pour le maintien
support-no-assessment = Retirer l’évaluation
support-removed = Retirée
support-next-job = pour le prochain emploi
support-call = Appeler au sujet de cet emploi
support-job = Emploi
support-other-calls = Autres appels
support-no-other-calls = Aucun autre appel pour l’instant.
support-employers-asked = Ce qui a été demandé aux employeurs
support-from = À partir du
support-weeks = Semaines entre deux appels
support-weeks-hint = Seulement si c’est un autre nombre que celui de l’évaluation.
support-reason = Raison
support-by = Par
support-round = { $attempts ->
    [0] Aucune tentative dans ce tour
    [one] { $attempts } tentative dans ce tour
   *[other] { $attempts } tentatives dans ce tour
 }{ $cycle ->
    [0] { "" }
    [one] , après un tour sans contact
   *[other] , après { $cycle } tours sans contact
 }
support-agreed = Soutien en emploi
support-agree = Inscrire ce qui est convenu
support-contact = Contact
support-booked = À l’agenda
support-open = Tout voir
support-none-agreed = Rien n’est encore convenu.
support-answer = Ce qu’on a répondu
support-accepted = Le soutien a été accepté
support-refused = Le soutien a été refusé
support-on = Le
support-needs = Ce qu’il faut
support-need-travel = déplacements
support-need-childcare = garde d’enfants
support-need-health = santé
support-need-skills = compétences
support-need-money = argent
support-need-workplace = le milieu de travail
support-note = Note
support-notes = Notes
support-notes-none = Aucune note.
support-dated-on = À partir de quand
support-benefits = Demande de prestations
support-none-checked = Personne n’a encore demandé.
support-asked = Demandé { $when }
support-could-not-say = n’a pas su le dire
support-claim-closed = toujours fermée
support-claim-open = de nouveau ouverte
support-frequency-title = Changer la fréquence des contacts
support-frequency-hint = Un seul geste : l’évaluation, l’agenda et les notes le disent, et le prochain appel suit.
support-frequency-press = La changer
support-agreement-title = Ce qui est convenu pour le soutien
support-agreement-hint = Ce qui était convenu avant reste tel quel.
support-agreement-press = L’inscrire
support-note-title = Une note datée
support-note-hint = Elle figure au sommaire et ne change jamais.
support-note-press = Écrire la note
support-change-said = Contact { $weeks ->
    [one] chaque semaine
   *[other] toutes les { $weeks } semaines
 } à partir du { $from }
support-removed-said = Évaluation retirée à partir du { $from }
support-with-reason = { $said } : { $reason }
support-weeks-wanted = Donnez un nombre de semaines de { $least } à { $most }.
support-too-far = Donnez un jour dans les trois prochains mois.
support-nothing-new = C’est déjà le cas à partir de ce jour. Choisissez autre chose, ou laissez.
support-nothing-stands = Aucune évaluation n’est en vigueur ce jour-là : il n’y a rien à retirer.
support-note-wanted = Écrivez la note.
support-answer-wanted = Dites si le soutien a été accepté.
support-risk-wanted = Choisissez un risque, ou que l’évaluation est retirée.
support-needs-wanted = Nommez jusqu’à { $most } besoins, chacun en un mot de lettres minuscules.
support-day-wanted = Donnez un jour des dix dernières années, ou de l’année qui vient.
support-agreed-said = { $said } : { $needs }
