## Le formulaire

paper-reference = Référence
paper-how = Cochez les cases qui conviennent ou écrivez sur les lignes, à l’encre. Laissez de côté ce à quoi vous ne voulez pas répondre. Une flèche à côté d’une case montre où continuer ; sans flèche, passez à la question suivante.
paper-only = Seulement si { $parts }.
paper-and = { " " }et{ " " }
paper-or = { " " }ou{ " " }
paper-quoted = « { $answer } »
paper-chose = vous avez coché { $answers } à la question { $number }
paper-did-not-choose = vous n’avez pas coché { $answers } à la question { $number }
paper-answered = vous avez écrit une réponse à la question { $number }
paper-answered-or = vous avez écrit une réponse ou coché { $answers } à la question { $number }
paper-if-it-applies = Seulement si cela vous concerne.
paper-go-to = → passez à la question { $number }
paper-go-to-end = → passez à la fin
paper-all-that-apply = Cochez tout ce qui s’applique.
paper-day = jour
paper-month = mois
paper-year = année
paper-day-shape = JJ/MM/AAAA
paper-filled-in-on = Rempli le
paper-back-to = Veuillez renvoyer le formulaire à :
paper-thanks = Merci. Conservez la lettre ; seul le formulaire revient.

## La saisie

paper-title = { $name } : un formulaire papier
paper-type-in = Vérifiez que la référence sur le papier est { $reference }, puis saisissez ce qui s’y trouve, dans le même ordre. Ce qui est hors du parcours est conservé et mis de côté.
paper-received = Reçu le
paper-received-hint = Le jour où le papier est arrivé.
paper-received-wanted = Écrivez le jour où le papier est arrivé, par exemple 2026-03-31.
paper-received-later = Le papier est arrivé aujourd’hui ou avant : écrivez ce jour.
paper-off = hors du parcours
paper-keep = Enregistrer et aller à la révision
paper-stay = Enregistrer et rester
paper-keep-hint = C’est conservé comme ébauche. Rien n’est soumis d’ici.
