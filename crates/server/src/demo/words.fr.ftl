## L’horloge de formation

demo-title = Horloge de formation
demo-now = L’horloge indique
demo-move = L’avancer
demo-day = + 1 jour
demo-week = + 1 semaine
demo-month = + 1 mois
demo-date = À un jour
demo-date-wrong = Un jour s’écrit comme 2026-03-01, et se situe avant l’an 2200
demo-go = Y aller
demo-hint = Avancer l’horloge fait ce qui vient à échéance en chemin : des messages partent, des périodes s’ouvrent et se ferment. Rien ne quitte cette machine.
demo-tick = Faire ce qui est à échéance
demo-moved = { $count ->
    [0] L’horloge est réglée. Rien n’est venu à échéance.
    [one] L’horloge est réglée. Une chose a été faite.
   *[other] L’horloge est réglée. { $count } choses ont été faites.
}
demo-ticked = { $count ->
    [0] Rien n’est à échéance.
    [one] Une chose a été faite.
   *[other] { $count } choses ont été faites.
}
demo-tour = Une courte visite
demo-tour-people = Regardez les personnes et leurs pierres
demo-tour-outbox = Lisez ce qui est parti dans la boîte d’envoi, et ouvrez-y un lien comme le ferait la personne
demo-tour-clock = Avancez l’horloge d’un mois et voyez ce qui est venu à échéance
demo-tour-why = Demandez « Pourquoi? » à n’importe quel point de suivi

## La boîte d’envoi

demo-outbox = Boîte d’envoi
demo-outbox-hint = Ce qui serait parti par courriel ou par texto, le plus récent d’abord. Ici, rien ne part.
demo-outbox-empty = Rien n’a encore été envoyé
demo-outbox-empty-hint = Envoyez un sondage depuis le point de suivi d’une personne, ou avancez l’horloge; cela paraît ici.
demo-outbox-to = À
demo-outbox-link = Ouvrir le lien
