reconciliations-title = Rapprocher avec le bailleur
reconciliations-bring = Apporter l’extrait du bailleur
reconciliations-what = Un CSV du système du bailleur est mis à côté de ce qui a été transmis, ligne par ligne. Rien ne change avant que vous preniez la version du bailleur d’une section.
reconciliations-pack = Programme
reconciliations-pack-wanted = Choisissez un programme qui dit comment son extrait se lit.
reconciliations-due-from = Points de suivi échus du
reconciliations-due-until = Points de suivi échus au
reconciliations-due-hint = Si l’extrait ne couvre qu’une période. Ce qui est en dehors ne manque pas.
reconciliations-file = Extrait
reconciliations-file-hint = Un CSV avec un en-tête, 100 000 lignes et { $size } au plus. Son séparateur et son encodage sont reconnus.
reconciliations-busy = Plusieurs extraits sont comparés en ce moment. Apportez le vôtre de nouveau dans une minute.
reconciliations-file-wanted = Choisissez l’extrait : un CSV du système du bailleur.
reconciliations-too-large = Le fichier dépasse { $size }. Apportez l’extrait d’une période plus courte.
reconciliations-compare = Comparer
reconciliations-none-yet = Rien à comparer pour le moment
reconciliations-none-why = Il faut d’abord avoir transmis quelque chose d’un programme qui décrit l’extrait du bailleur.
reconciliations-list = Extraits comparés
reconciliations-rows = Lignes
reconciliations-made = Comparé
reconciliations-encoding = Encodage
reconciliations-facts = L’extrait

reconciliations-kind-differs = Différents
reconciliations-kind-only-theirs = Chez lui seulement
reconciliations-kind-twice = Deux fois chez lui
reconciliations-kind-only-ours = Chez nous seulement
reconciliations-kind-agrees = Identiques
reconciliations-what-differs = Les deux l’ont, et quelque chose n’est pas pareil. Prenez la version du bailleur d’une section, ou demandez-lui de corriger la sienne.
reconciliations-what-only-theirs = Le bailleur l’a, et rien de chez nous n’a la même référence et le même point de suivi.
reconciliations-what-twice = Le bailleur l’a plus d’une fois ; la ligne qui ressemble le plus à la nôtre est sous un autre onglet.
reconciliations-what-only-ours = Il a été transmis, et l’extrait ne l’a pas.
reconciliations-what-agrees = Les deux disent la même chose.
reconciliations-no-lines = Aucune ligne.
reconciliations-line = Ligne { $line }
reconciliations-field = Champ
reconciliations-ours = Chez nous
reconciliations-theirs = Chez le bailleur
reconciliations-take = Prendre la version du bailleur
reconciliations-taken = { $by } a pris la version du bailleur, { $at }.
reconciliations-nothing-to-take = Rien ne diffère dans cette section.
reconciliations-not-standing = Cette transmission a été retirée ou remplacée par une autre. Apportez un nouvel extrait.
reconciliations-taken-later = Cette section a déjà été prise d’un extrait ultérieur. Apportez un nouvel extrait.
reconciliations-done-taken = La version du bailleur fait foi. Ce qui a été envoyé reste dans l’historique.

reconciliations-wrong-empty = Le fichier est vide. Apportez un CSV avec un en-tête et une ligne par transmission.
reconciliations-wrong-no-text = Ce n’est pas un CSV : un classeur ou un autre fichier. Enregistrez le tableau en « CSV UTF-8 » et apportez celui-là.
reconciliations-wrong-no-rows = Il y a un en-tête, et aucune ligne dessous. Apportez un extrait qui contient quelque chose.
reconciliations-wrong-open-quote = Le guillemet ouvert à la ligne { $line } n’est jamais fermé. Fermez-le, ou faites refaire l’extrait.
reconciliations-wrong-columns = L’en-tête a plus de { $most } colonnes. Apportez l’extrait même du bailleur.
reconciliations-wrong-no-column = { $missing } : absent de l’en-tête, et nécessaire pour savoir de quelle transmission parle une ligne. L’en-tête a : { $has }.
reconciliations-wrong-nothing = Aucune colonne, à part celles qui désignent la transmission, ne peut être comparée. Colonnes possibles : { $known }.
reconciliations-wrong-twice = L’en-tête a deux fois la colonne { $column }. Gardez celle qui compte.
reconciliations-wrong-ragged = L’en-tête a { $wanted } colonnes, et d’autres lignes ont un autre nombre de valeurs : ligne { $lines }{ $more ->
    [0] .
   *[other] {" "}et { $more } autres.
} Il y manque un séparateur ou un guillemet.
reconciliations-wrong-too-long = Une valeur de la ligne { $line } dépasse { $most } caractères. Un guillemet manque peut-être avant elle.
reconciliations-wrong-rows = L’extrait a plus de { $most } lignes. Apportez l’extrait d’une période plus courte.
