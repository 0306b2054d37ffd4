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
work-desk = Bureau du chef d’équipe
work-desk-asked = Demandé à vous et à votre rôle
work-desk-none-asked = Rien n’est demandé.
work-desk-claims = Demandes de paiement à contresigner
work-desk-no-claims = Aucune demande de paiement n’attend de contresignature.
work-desk-calls = Appels qui attendent votre rôle
work-desk-no-calls = Aucun appel n’attend.
work-desk-team = L’équipe
work-desk-who = Qui
work-desk-role = Rôle
work-desk-overdue = En retard à l’agenda
work-desk-hand = Remettre un portefeuille
work-desk-from = De
work-desk-to = À
work-desk-hand-now = Remettre
work-desk-choose = Choisissez un collègue du bureau qui suit des personnes.
work-desk-same = Choisissez quelqu’un d’autre : c’est déjà le cas.
work-desk-look = Voir ce qui change de mains
work-desk-nobody = Ce collègue ne suit personne.
work-holds = { $name } : { $people ->
    [one] { $people } personne
   *[other] { $people } personnes
 }
work-moves = Ce qui change de mains
work-moves-hint = Les tâches qui attendent n’importe qui d’un rôle restent à ce rôle.
work-open-tasks = Tâches ouvertes
work-open-entries = Entrées ouvertes de l’agenda
work-handing-left = On n’en remet pas davantage en une fois. { $left ->
    [one] { $left } personne reste
   *[other] { $left } personnes restent
 } jusqu’à ce que vous remettiez de nouveau.
work-load = { $people ->
    [one] { $people } personne
   *[other] { $people } personnes
 }, { $tasks ->
    [one] { $tasks } tâche ouverte
   *[other] { $tasks } tâches ouvertes
 }, { $entries ->
    [one] { $entries } entrée de l’agenda
   *[other] { $entries } entrées de l’agenda
 }
work-handed = Remis : { $load }.
work-handing-elsewhere = { $left ->
    [one] { $left } personne reste : elle est
   *[other] { $left } personnes restent : elles sont
  } d’un bureau que qui reprend ne voit pas.
work-handed-left = Remis : { $load }. { $left ->
    [one] { $left } personne reste
   *[other] { $left } personnes restent
 } jusqu’à ce que vous remettiez de nouveau.
work-handed-nobody = Personne n’a changé de mains : c’est déjà fait.
work-group-calls = Appels à poursuivre
work-go-on = Poursuivre
work-group-claims = Demandes de paiement qui vous attendent
work-open = Ouvrir
work-group-mails = Courriels qui n’ont pas été acceptés
work-group-forms = Formulaires à remplir
work-fill-in = Remplir
work-group-letters = Lettres à poster
work-post = L’ouvrir
