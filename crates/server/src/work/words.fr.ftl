## Pages of work

## My day
work-group-overdue = En retard
work-group-now = Maintenant
work-group-closing = Se termine d’ici 7 jours
work-group-waiting = En attente d’autres
work-rest = { $queue } : les { $count }
work-none = Rien ne vous attend
work-none-hint = Quand un point de suivi arrive à échéance ou qu’une réponse arrive, il est ici avec la suite à donner.
work-to-upcoming = Voir ce qui vient
work-tour = Cinq choses à essayer
work-tour-1 = Inscrivez quelqu’un qui a trouvé un emploi, puis placez-le en résultats.
work-tour-1-link = Inscrire une personne
work-tour-2 = Ouvrez un point de suivi : envoyez le sondage, fixez, levez ou déclarez-le manqué.
work-tour-2-link = En ouvrir un
work-tour-3 = Avancez l’horloge d’un mois et laissez le travail dû se faire.
work-tour-3-link = Avancer l’horloge
work-tour-4 = Lisez les messages qui seraient partis, et répondez à l’un comme la personne.
work-tour-4-link = Ouvrir la boîte d’envoi
work-tour-5 = Voyez tout ce qui attend, et pourquoi.
work-tour-5-link = Ouvrir les points de suivi
work-group-to-read = À relire par une deuxième personne
