## Ce qui ne va pas dans la demande d’un programme

api-not-json = Le corps devrait être du JSON; il cesse de l’être à la ligne et colonne { $place }.
api-unknown-field = Ce champ n’existe pas. On connaît : { $known }.
api-missing-field = Ce champ est nécessaire.
api-twice = Donnez ce champ une seule fois.
api-wants-day = Donnez un jour du calendrier sous la forme AAAA-MM-JJ, comme 2026-02-28.
api-wants-moment = Donnez un moment avec son décalage, comme 2026-03-01T09:00:00-05:00.
api-wants-text = Donnez un texte entre guillemets.
api-wants-yes-or-no = Donnez true ou false, sans guillemets.
api-wants-list = Donnez une liste, entre crochets.
api-wants-number = Donnez un nombre, sans guillemets.
api-wants-whole = Donnez un nombre entier, sans guillemets.
api-wants-object = Donnez un objet JSON.
api-wants-other = Ceci ne convient pas; ce qui convient est décrit à /api/v1/openapi.json.
api-after = Donnez ce que la page précédente a donné comme next, ou ne donnez rien.
api-idempotency-key = Idempotency-Key devrait avoir de 1 à 200 caractères imprimables.
api-idempotency-other = Cette clé a servi pour une autre demande; prenez-en une nouvelle.
api-form-sent = Ce formulaire a déjà été envoyé, avec un autre contenu. Ce qu’il a créé existe : modifiez-le là, ou ouvrez un nouveau formulaire.
