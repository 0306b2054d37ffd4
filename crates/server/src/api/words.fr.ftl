## Ce qui ne va pas dans la demande d’un programme

api-not-json = Le corps devrait être du JSON; il cesse de l’être à la ligne et colonne { $place }.
api-not-readable = Ceci ne peut pas être lu : { $said }.
api-unknown-field = Ce champ n’existe pas. On connaît : { $known }.
api-missing-field = Ce champ est nécessaire.
api-wrong-type = Ceci devrait être { $wanted }.
api-idempotency-key = Idempotency-Key devrait avoir de 1 à 200 caractères imprimables.
api-idempotency-other = Cette clé a servi pour une autre demande; prenez-en une nouvelle.
