
# Problèmes avec ce qui a été donné
people-changed-meanwhile = Quelqu’un a modifié cette fiche depuis que vous l’avez ouverte. Regardez ce qu’elle dit maintenant, puis refaites votre changement.
people-date-in-future = Donnez un jour jusqu’à aujourd’hui, { $today }.
people-text-empty = Écrivez au moins un caractère.
people-text-too-long = Écrivez au plus { $most } caractères.
people-text-unprintable = Utilisez des lettres, des chiffres et des signes ordinaires, sur une ligne.
people-language-wanted = Choisissez en (anglais) ou fr (français).
people-year-wanted = Donnez une année de quatre chiffres, de 1900 à { $latest }.
people-zone-wanted = Donnez un fuseau horaire par son nom IANA, par exemple America/Toronto.
people-phone-wanted = Donnez un numéro de téléphone avec l’indicatif régional, par exemple 416 555 0123 ou +1 416 555 0123.
people-email-wanted = Donnez une adresse courriel, par exemple nom@exemple.org.
people-points-max = Donnez-en au plus { $most }.
